using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>The status pages in Danish.</summary>
public sealed partial class Danish
{
    public override string Label(StatusLabel label) => label switch
    {
        StatusLabel.Pages => "Sider",
        StatusLabel.SkipToContent => "Gå til indholdet",
        StatusLabel.Portfolio => "Portefølje",
        StatusLabel.Rounds => "Aflæsninger",
        StatusLabel.Letters => "Breve",
        StatusLabel.NoPlans => "Der er ingen planer at følge.",
        StatusLabel.Plans => "Planer",
        StatusLabel.Standings => "Gevinster og enheder",
        StatusLabel.OpenDeviations => "Åbne afvigelser",
        StatusLabel.None => "ingen",
        StatusLabel.Tree => "Gevinsttræ",
        StatusLabel.WithoutChange => "Uden en forandring, der skal til først",
        StatusLabel.FigureAge => "Tallets alder",
        StatusLabel.Deviation => "Åben afvigelse",
        StatusLabel.Figures => "Tallene",
        StatusLabel.BetterThanTolerated => "inden for tolerancen",
        StatusLabel.Amber => "gul",
        StatusLabel.Red => "rød herfra",
        StatusLabel.Gap => "Afstand",
        StatusLabel.Answers => "Svar",
        StatusLabel.RoundsIntro => "Hver kilde, hvornår den sidst kunne læses, og hvornår den sidst fejlede. Det ene skjuler ikke det andet.",
        StatusLabel.Indicators => "Indikatorer",
        StatusLabel.Failing => "Fejler nu",
        StatusLabel.NewestSuccess => "Senest læst",
        StatusLabel.NewestFailure => "Senest fejlet",
        StatusLabel.Never => "aldrig",
        StatusLabel.NoFailure => "ingen fejl det seneste år",
        StatusLabel.Fault => "Fejl",
        StatusLabel.NextDue => "Læses igen",
        StatusLabel.NotScheduled => "ikke planlagt",
        StatusLabel.Rows => "Rækker",
        StatusLabel.LettersIntro => "Nyeste først. Hvem der har posten, og hvad der står i brevet, vises ikke her.",
        StatusLabel.Kind => "Slags",
        StatusLabel.State => "Tilstand",
        StatusLabel.Written => "Skrevet",
        StatusLabel.Sent => "Sendt",
        StatusLabel.Tries => "Forsøg",
        StatusLabel.About => "Afvigelser",
        StatusLabel.NoLetters => "Der er ingen breve.",
        StatusLabel.Waiting => "Venter",
        StatusLabel.LetterSent => "Sendt",
        StatusLabel.GivenUp => "Opgivet",
        StatusLabel.Older => "Ældre breve",
        StatusLabel.Newest => "Nyeste breve",
        StatusLabel.NotFound => "Siden findes ikke",
        StatusLabel.NotFoundHelp => "Adressen hører ikke til en plan, en gevinst eller en enhed, der følges.",
        StatusLabel.StoreAway => "Tallene kan ikke læses lige nu",
        StatusLabel.StoreAwayHelp => "Den database, de ligger i, svarer ikke. Det siger intet om, hvordan gevinsterne står. Prøv igen om lidt.",
        StatusLabel.NoAccess => "Ingen adgang",
        StatusLabel.NoAccessHelp => "Du har ikke adgang til denne side.",
        StatusLabel.LoginAway => "Du kan ikke logge ind lige nu",
        StatusLabel.LoginAwayHelp => "Den tjeneste, der skal sige, hvem du er, svarer ikke. Prøv igen om lidt.",
        StatusLabel.NotLoggedIn => "Du blev ikke logget ind",
        StatusLabel.NotLoggedInHelp => "Dit login blev ikke gennemført. Prøv igen. Sker det hver gang, så sig det til dem, der driver Gevinstmonitor.",
        StatusLabel.TryAgain => "Prøv igen",
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, null),
    };

    public override string Name(CollectFault fault) => fault switch
    {
        CollectFault.Unreachable => "svarer ikke",
        CollectFault.TimedOut => "svarede ikke i tide",
        CollectFault.LoginRefused => "adgang afvist",
        CollectFault.TlsRefused => "ingen sikker forbindelse",
        CollectFault.QueryRefused => "forespørgslen blev afvist",
        CollectFault.FileMissing => "filen mangler",
        CollectFault.ColumnMissing => "en kolonne mangler",
        CollectFault.Malformed => "svaret kan ikke læses",
        CollectFault.Truncated => "svaret var ikke helt",
        CollectFault.TooLarge => "svaret var for stort",
        CollectFault.CircuitOpen => "lades i fred efter gentagne fejl",
        _ => "uventet fejl",
    };

    public override string Name(LetterKind kind) => kind switch
    {
        LetterKind.Person => "Til en post",
        LetterKind.Operations => "Til driften",
        _ => "Ledelsesrapport",
    };

    public override string OldestFound(string day) => $"den ældste blev fundet {day}";
    public override string ChartTitle(string benefit) => $"Kurve over {benefit}";
    public override string FailingOf(int failing, int all) => failing == 0 ? $"ingen af {all}" : $"{failing} af {all}";
    public override string OpenAt(bool isRed, string period) => $"{(isRed ? "rød" : "gul")}, siden {period}";
    protected override string ChangeDone(string day) => $"gennemført {day}";
    protected override string ChangeDue(string day, int daysLate) => daysLate == 0 ? $"skal være gennemført senest {day}" : $"skulle være gennemført senest {day}: {Late(daysLate)}";
}
