namespace GevinstMonitor.Core.Write;

/// <summary>When letters go out.</summary>
/// <param name="WorkdaysOnly">Monday to Friday, Danish public holidays excepted; else every day.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive; after <paramref name="From"/>.</param>
public sealed record DeliveryWindow(bool WorkdaysOnly, TimeOnly From, TimeOnly To)
{
    /// <summary>Whether letters go out at this time on the installation's clocks.</summary>
    public bool IsOpen(DateTime local) =>
        TimeOnly.FromDateTime(local) is var time && time >= From && time < To
        && (!WorkdaysOnly || IsWorkday(DateOnly.FromDateTime(local)));

    /// <summary>The first day on which a letter can go out of what is found at this time on the installation's clocks.</summary>
    public DateOnly NextDay(DateTime local)
    {
        var day = DateOnly.FromDateTime(local);
        if (TimeOnly.FromDateTime(local) >= To)
            day = day.AddDays(1);
        while (WorkdaysOnly && !IsWorkday(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>Monday to Friday and no Danish public holiday. Grundlovsdag, 24 and 31 December are workdays by law, as Store Bededag is since 2024.</summary>
    public static bool IsWorkday(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(day);

    /// <summary>Danish public holidays: 1 January, Maundy Thursday, Good Friday, Easter Sunday and Monday, Store Bededag until 2023, Ascension Day, Whit Sunday and Monday, 25 and 26 December.</summary>
    public static bool IsHoliday(DateOnly day)
    {
        var sinceEaster = day.DayNumber - EasterSunday(day.Year).DayNumber;
        return (day.Month, day.Day) is (1, 1) or (12, 25) or (12, 26)
            || sinceEaster is -3 or -2 or 0 or 1 or 39 or 49 or 50
            || (sinceEaster == 26 && day.Year < 2024);
    }

    /// <summary>Easter Sunday in the Gregorian calendar: the anonymous algorithm as given by Meeus, Astronomical Algorithms (1991), chapter 8.</summary>
    public static DateOnly EasterSunday(int year)
    {
        var a = year % 19;
        var (b, c) = (year / 100, year % 100);
        var (d, e) = (b / 4, b % 4);
        var g = (b - ((b + 8) / 25) + 1) / 3;
        var h = ((19 * a) + b - d - g + 15) % 30;
        var (i, k) = (c / 4, c % 4);
        var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }
}
