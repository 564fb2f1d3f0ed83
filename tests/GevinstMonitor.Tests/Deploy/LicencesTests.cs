using System.Text.Json;
using System.Xml.Linq;
using GevinstMonitor.Tests.Status;

namespace GevinstMonitor.Tests.Deploy;

/// <summary>The table in <c>deploy/licences.md</c> is what the program brings, and each package may be brought. Read from what its packages say of themselves.</summary>
public sealed class LicencesTests
{
    // They ask for their text and names to go along, and for nothing of what uses them.
    private static readonly string[] Allowed = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MS-PL", "PostgreSQL", "Zlib", "0BSD"];

    // Those that bring a text of their own, which somebody has read.
    private static readonly Dictionary<string, string> Read = new() { ["Microsoft.Data.SqlClient.SNI.runtime"] = "Microsoft's own" };

    [Fact]
    public void Table_OfLicences_IsWhatTheProgramBrings() => Deployed.Keep("licences.md", "licences", "| package | version | licence | by |\n|---|---|---|---|\n"
        + string.Concat(Packages().Select(p => $"| {p.Id} | {p.Version} | {p.Licence} | {p.By} |\n")));

    [Fact]
    public void Licences_OfAllPackages_AreAllowed() => Assert.All(Packages(), p =>
        Assert.True(p.Licence == Read.GetValueOrDefault(p.Id) || p.Licence.Split(" OR ").Any(one => one.Split(" AND ").All(part => Allowed.Contains(part.Trim('(', ')')))),
            $"{p.Id} {p.Version} is under '{p.Licence}', which LicencesTests does not allow: read it, and take the package or leave it"));

    private static IReadOnlyList<(string Id, string Version, string Licence, string By)> Packages()
    {
        var project = Path.Combine(SharedData.Root, "src", "GevinstMonitor");
        using var restored = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(project, "obj", "project.assets.json")));
        var folders = restored.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        using var locked = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(project, "packages.lock.json")));
        var packages = locked.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(target => target.Value.EnumerateObject())
            .Where(package => package.Value.TryGetProperty("resolved", out _))
            .Select(package => (Id: package.Name, Version: package.Value.GetProperty("resolved").GetString()!)).Distinct().OrderBy(p => p.Id, StringComparer.OrdinalIgnoreCase);
        return [.. packages.Select(package => Of(package.Id, package.Version, folders))];
    }

    private static (string Id, string Version, string Licence, string By) Of(string id, string version, IEnumerable<string> folders)
    {
        var name = id.ToLowerInvariant();
        var said = XDocument.Load(folders.Select(folder => Path.Combine(folder, name, version, $"{name}.nuspec")).First(File.Exists)).Root!.Elements().First().Elements().ToLookup(e => e.Name.LocalName);
        var licence = said["license"].FirstOrDefault();
        return (id, version,
            (string?)licence?.Attribute("type") == "expression" ? licence!.Value : Read.GetValueOrDefault(id) ?? licence?.Value ?? said["licenseUrl"].FirstOrDefault()?.Value ?? "none",
            said["authors"].First().Value.Trim());
    }
}
