using System.Security.Cryptography;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;
using GevinstMonitor.Core.Write;
using GevinstMonitor.Post;
using GevinstMonitor.Store;

namespace GevinstMonitor.Commands;

/// <summary>Loads on another core, while the configuration is read, what a pass needs after it: most of a short pass is loading. Nothing comes of it but time.</summary>
internal static class HeadStart
{
    public static void Take() => _ = Task.Run(async () =>
    {
        SHA256.HashData(""u8);
        await SqliteDatabase.LoadAsync();
        await SourceLine.LoadAsync();
        var letter = new Letter("0", LetterKind.Person, "post", "Navn", "navn@kommune.example", "Rød afvigelse", "Derfor.", [new Section("Porto", "RØD", Tone.Red, [new Fact("Målt", "48,0 %")], "Luk.")], "Hilsen", "da-DK");
        await new MailRenderer("gevinst@kommune.example", "Kommune", LetterTemplates.Shipped).Render(letter, DateTimeOffset.UnixEpoch).WriteToAsync(Stream.Null);
    });
}
