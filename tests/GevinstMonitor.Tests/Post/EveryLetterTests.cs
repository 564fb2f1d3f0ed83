using System.Runtime.CompilerServices;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Post;
using Snapshooter;
using Snapshooter.Xunit3;

namespace GevinstMonitor.Tests.Post;

/// <summary>Every kind of letter, as text and as HTML. With <c>GEVINST_LETTERS</c> set to a folder they are also there as pages with their pictures, to be looked at.</summary>
public sealed class EveryLetterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gevinst-letters-");
    private readonly Catalog _catalog;

    public EveryLetterTests() => _catalog = new CatalogLoader(Example.CopyTo(_folder.FullName), SourceKinds.All.Map).Load();

    [Theory]
    [InlineData("da-DK")]
    [InlineData("en-GB")]
    public void Letter_OfEveryKind_IsTheSnapshot(string culture)
    {
        var renderer = new MailRenderer(_catalog.Installation.Mail.From, _catalog.Installation.Installation, _catalog.Templates);
        var mails = EveryLetter.Of(_catalog, Words.Of(culture)!)
            .Select(l => (l.Kind, l.Letter, Mail: renderer.Render(l.Letter, EveryLetter.At, answersOf: l.Letter.Post is null || l.Kind.Contains("without links", StringComparison.Ordinal) ? null : LinksOf))).ToList();

        if (Environment.GetEnvironmentVariable("GEVINST_LETTERS") is { } folder)
        {
            foreach (var (i, mail) in mails.Index())
                File.WriteAllText(Path.Combine(folder, $"{culture}-{i:00}-{string.Concat(mail.Kind.Where(char.IsLetter))}.html"), MailRenderer.Page(mail.Mail));
        }

        Snapshot.Match(string.Join("\n\n", mails.Select(m => $"=== {m.Kind}, to {m.Letter.Name}: {m.Letter.Subject}\n\n{m.Mail.TextBody}")), SnapshotNameExtension.Create(culture, "text"));
        Snapshot.Match(string.Join("\n\n", mails.Select(m => $"<!-- {m.Kind} -->\n{m.Mail.HtmlBody}")), SnapshotNameExtension.Create(culture, "html"));
    }

    [Fact]
    public void Kinds_OfTrouble_AreAllAmongThem() =>
        Assert.Equal(Enum.GetValues<TroubleKind>().Order(), EveryLetter.Troubles("").Select(t => t.Change.Trouble.Kind).Concat(EveryLetter.ToOperations).Order());

    private static AnswerLinks LinksOf(string deviation)
    {
        var page = $"https://gevinst.eksempelby.example/answer/{deviation}";
        return new AnswerLinks($"{page}?kind=acknowledged", $"{page}?kind=accepted", $"{page}?kind=disputed", $"{page}?kind=confirmed");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Mail_ThatHasLeft_IsNotHeldByWhoeverMadeIt()
    {
        var renderer = new MailRenderer(_catalog.Installation.Mail.From, _catalog.Installation.Installation, _catalog.Templates);
        var mail = Left();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(mail.IsAlive);
        GC.KeepAlive(renderer);

        // In a method of its own, whose variables are gone after it.
        [MethodImpl(MethodImplOptions.NoInlining)]
        WeakReference Left() => new(renderer.Render(PostTown.Letters(1)[0], new DateTimeOffset(2026, 7, 13, 8, 0, 0, TimeSpan.Zero)));
    }
}
