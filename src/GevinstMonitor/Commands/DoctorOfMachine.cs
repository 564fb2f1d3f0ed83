using System.Globalization;
using GevinstMonitor.Post;
using SkiaSharp;

namespace GevinstMonitor.Commands;

/// <summary>What <c>doctor</c> says of what the machine knows: time zones, cultures, and drawing letters.</summary>
internal static class DoctorOfMachine
{
    // Where clocks move at all, they do so twice in this time.
    private const int DaysAhead = 400;

    public static Finding TimeZone(TimeZoneInfo zone, DateTimeOffset now)
    {
        const string what = "time zone";
        var today = TimeZoneInfo.ConvertTime(now, zone);
        var says = string.Create(CultureInfo.InvariantCulture, $"{zone.Id}, now UTC{(today.Offset < TimeSpan.Zero ? '-' : '+')}{today.Offset:hh\\:mm}");
        if (!zone.SupportsDaylightSavingTime)
            return Finding.Ok(what, $"{says}; its clocks do not move");
        var moved = Enumerable.Range(1, DaysAhead).Select(days => TimeZoneInfo.ConvertTime(now.AddDays(days), zone)).FirstOrDefault(day => day.Offset != today.Offset);
        return moved == default
            ? Finding.Warning(what, $"{says}; no day is known on which its clocks move next", "bring the machine's time zone data up to date (tzdata)")
            : Finding.Ok(what, string.Create(CultureInfo.InvariantCulture, $"{says}; its clocks move next by {moved:yyyy-MM-dd}"));
    }

    public static Finding Culture()
    {
        const string what = "culture data";
        const string todo = "install the ICU library (libicu), and leave DOTNET_SYSTEM_GLOBALIZATION_INVARIANT out";
        try
        {
            var shown = 1234.5m.ToString("N1", CultureInfo.GetCultureInfo("da-DK", predefinedOnly: true));
            return shown == "1.234,5" ? Finding.Ok(what, $"da-DK writes {shown}") : Finding.Fault(what, $"da-DK writes {shown}, not 1.234,5", todo);
        }
        catch (CultureNotFoundException)
        {
            return Finding.Fault(what, "this machine knows no da-DK: .NET runs without culture data", todo);
        }
    }

    public static Finding Fonts()
    {
        const string what = "fonts";
        const string todo = "install this program anew, whole: letters would have no charts";
        try
        {
            return Drawn("Rød afvigelse").AsSpan().SequenceEqual(Drawn("")) ? Finding.Fault(what, "the font of the charts draws nothing", todo) : Finding.Ok(what, "the font of the charts draws");
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or TypeInitializationException)
        {
            return Finding.Fault(what, $"what draws charts (libSkiaSharp) cannot be loaded: {(e.InnerException ?? e).GetType().Name}", todo);
        }
    }

    private static byte[] Drawn(string text)
    {
        using var pen = new ChartPen(200, 40, 1);
        pen.Text(text, new SKPoint(10, 30), SKTextAlign.Left, "#000000");
        return pen.Png();
    }
}
