using FsCheck.Xunit;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Write;
using static GevinstMonitor.Core.Tests.Write.Municipality;

namespace GevinstMonitor.Core.Tests.Write;

/// <summary>A subject is one header line, whatever names the configuration holds.</summary>
public class OneLineTests
{
    private static Desk Named(string name)
    {
        var desk = Desk();
        var benefits = desk.Plans["digital-post"].Benefits.Select(b => b with { Name = name });
        return desk with { Plans = new Dictionary<string, Plan> { ["digital-post"] = desk.Plans["digital-post"] with { Benefits = [.. benefits] } } };
    }

    [Fact]
    public void Name_WithALineBreak_AddsNoHeader()
    {
        var letter = new LetterWriter(Named("Porto\r\nBcc: alle@fremmed.example\r\n\r\nHej")).Write([Change(1, "centerchef")], [], Today).Single().Letter;

        Assert.Equal("Rød afvigelse: Porto  Bcc: alle@fremmed.example    Hej: 44,0 % mod forventet 50,0 %", letter.Subject);
    }

    [Property]
    public void Subject_OfAnyName_HasNoControlCharacter(string? name)
    {
        var writer = new LetterWriter(Named($"{name}\n{name}\0\u0085"));

        var letters = writer.Write([Change(1, "centerchef"), Change(2, "digitalisering"), Change(3, "teamleder")], [Doubt(1, "centerchef"), Fault(2, $"{name}\r\n")], Today);

        Assert.Equal(4, letters.Count);
        Assert.All(letters, w => Assert.DoesNotContain(w.Letter.Subject, char.IsControl));
    }
}
