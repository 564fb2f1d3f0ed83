using System.Diagnostics;
using k8s;
using k8s.Models;

namespace GevinstMonitor.Tests.Deploy;

/// <summary>What goes to Kubernetes, read as its API's own types, which know every key there is.</summary>
public sealed class ManifestTests : IDisposable
{
    private static readonly string Folder = Path.Combine(SharedData.Root, "deploy", "kubernetes");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-manifests-");

    [Fact]
    public void Resources_AsTheApiReadsThem_AreWhatTheyShouldBe()
    {
        var objects = Resources().SelectMany(file => Read(File.ReadAllText(file))).ToList();

        Assert.Equal(["V1Deployment", "V1Namespace", "V1NetworkPolicy", "V1PodDisruptionBudget", "V1Service"], objects.Select(o => o.GetType().Name).Order(StringComparer.Ordinal));
        var deployment = objects.OfType<V1Deployment>().Single();
        var pod = deployment.Spec.Template.Spec;
        var worker = Assert.Single(pod.Containers);
        Assert.True(pod.SecurityContext.RunAsNonRoot);
        Assert.True(worker.SecurityContext.ReadOnlyRootFilesystem);
        Assert.Equal(["ALL"], worker.SecurityContext.Capabilities.Drop);
        Assert.Equal(["/health/live", "/health/live", "/health/ready"], new[] { worker.StartupProbe, worker.LivenessProbe, worker.ReadinessProbe }.Select(probe => probe.HttpGet.Path));
        Assert.Subset(pod.Volumes.Select(v => v.Name).ToHashSet(), worker.VolumeMounts.Select(m => m.Name).ToHashSet());
        // One of two may be taken away at a time.
        Assert.Equal((2, "1"), (deployment.Spec.Replicas, objects.OfType<V1PodDisruptionBudget>().Single().Spec.MaxUnavailable?.Value ?? objects.OfType<V1PodDisruptionBudget>().Single().Spec.MinAvailable?.Value));
    }

    [Fact]
    public void Resource_WithAKeyThatTheApiDoesNotKnow_IsNoticed()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "deployment.yml")).Replace("readOnlyRootFilesystem", "readonlyRootFilesystem", StringComparison.Ordinal);

        Assert.ThrowsAny<Exception>(() => Read(text));
    }

    [Fact]
    public void Whole_AsKustomizeRendersIt_IsWhatTheApiReads()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/kubectl"), "kubectl is not installed");
        // The example lies beside it, as in the repository.
        Assert.Equal(Path.Combine(_folder.FullName, "config"), Example.CopyTo(_folder.FullName));
        var kubernetes = _folder.CreateSubdirectory("deploy").CreateSubdirectory("kubernetes");
        foreach (var file in Directory.EnumerateFiles(Folder, "*.yml"))
            File.Copy(file, Path.Combine(kubernetes.FullName, Path.GetFileName(file)));
        foreach (var secret in new[] { "store", "mail" })
            File.WriteAllText(Path.Combine(kubernetes.CreateSubdirectory("secrets").FullName, $"{secret}.txt"), "hemmelig");

        using var kubectl = Process.Start(new ProcessStartInfo("/usr/bin/kubectl", ["kustomize", "--load-restrictor", "LoadRestrictionsNone", kubernetes.FullName]) { RedirectStandardOutput = true })!;
        var objects = Read(kubectl.StandardOutput.ReadToEnd());
        kubectl.WaitForExit();

        Assert.Equal(0, kubectl.ExitCode);
        Assert.All(objects.Cast<IKubernetesObject<V1ObjectMeta>>(), o => Assert.True(o is V1Namespace || o.Metadata.NamespaceProperty == "gevinst"));
        // What the pod takes its configuration and secrets from is there, by the names that follow their contents.
        var named = objects.Where(o => o is V1ConfigMap or V1Secret).Select(o => ((IKubernetesObject<V1ObjectMeta>)o).Metadata.Name).ToHashSet();
        var taken = objects.OfType<V1Deployment>().Single().Spec.Template.Spec.Volumes.SelectMany(v => (IEnumerable<string?>)[v.ConfigMap?.Name, v.Secret?.SecretName, .. v.Projected?.Sources.Select(s => s.ConfigMap?.Name) ?? []]).OfType<string>().ToHashSet();
        Assert.Equal(named.Order(StringComparer.Ordinal), taken.Order(StringComparer.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static IEnumerable<string> Resources() => Directory.EnumerateFiles(Folder, "*.yml").Where(file => Path.GetFileName(file) is not ("kustomization.yml" or "gevinstmonitor.yml"));

    private static List<object> Read(string yaml) => KubernetesYaml.LoadAllFromString(yaml, strict: true);
}
