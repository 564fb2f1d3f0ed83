using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>The benefit-realisation report in Danish.</summary>
public sealed partial class Danish
{
    public override string ReportTitle(string plan) => $"Gevinstrealiseringsrapport: {plan}";
    public override string ReportClosing(string installation, int version) =>
        $"Lavet af Gevinstmonitor for {installation}. Alt er bedømt efter planens version {version} og det, der var kendt på det nævnte tidspunkt. Beløb er før omkostninger, hvor andet ikke står.";
    protected override string PlanVerdict(Standings standings, string counted) => (standings switch
    {
        { Red: > 0, OnTrack: 0 } => "Planen er bagud: ",
        { Red: > 0 } => "Dele af planen er bagud: ",
        { Amber: > 0, OnTrack: 0 } => "Planen er lidt bagud: ",
        { Amber: > 0 } => "Dele af planen er lidt bagud: ",
        { NotKnown: > 0, OnTrack: 0 } => "Planen kan ikke bedømmes: ",
        { NotKnown: > 0 } => "Planen følger sine målkurver, så vidt det vides: ",
        _ => "Planen følger sine målkurver: ",
    }) + counted + (standings.All > 0 ? ", talt pr. gevinst og enhed." : ".");
    public override string RealisedNote(bool someUnknown) => "efter det målte, før omkostninger" + (someUnknown ? "; perioder, der ikke er kendt, tæller ikke med" : "");
    public override string AtRiskNote(int deviations, int year) => deviations == 0 ? "der er ingen åbne afvigelser"
        : $"i {(deviations == 1 ? "1 åben afvigelse" : $"{deviations} åbne afvigelser")}: tabt ved udgangen af {year}, hvis intet ændrer sig";
    public override string Projection(string projected, string lower, string upper) => $"{projected} ventes, fire gange af fem mellem {lower} og {upper}";
    public override string AskedFor(string indicator) => $"Hvad kilden er spurgt om: {indicator}";
    public override string FiguresOf(string benefit) => $"Tallene, og hvornår de er læst: {benefit}";
    public override string OlderFigures(int periods, string benefit) => $"{(periods == 1 ? "En ældre periode" : $"{periods} ældre perioder")} er på fil og kan ses med gevinst explain {benefit}.";
    public override string NoForecast(bool noMilestone, int fewest) => noMilestone ? "ingen milepæl forude" : $"for få tal: {fewest} skal der til";
    public override string Between(string lower, string upper) => $"{lower} til {upper}";
    public override string SinceDay(string day) => $"siden {day}";
    public override string AmberBeyond(string amber, string red) => $"gul ud over {amber}, rød ud over {red}";
    public override string OpenSince(string period) => $"Åben; har afveget siden {period}.";
    public override string ClosedOn(string day) => $"Lukket {day}.";
    public override string NotDone(int daysLate) => daysLate == 0 ? "nej" : $"nej, {Late(daysLate)}";

    public override string Name(Standing standing) => standing switch
    {
        Standing.OnTrack => "På målkurven",
        Standing.Amber => "Gul",
        Standing.Red => "Rød",
        Standing.NotYetDue => "Ikke ventet endnu",
        Standing.Late => "Forsinket",
        Standing.NothingReturned => "Tomt svar",
        Standing.MissingUnit => "Mangler",
        Standing.NotANumber => "Ikke et tal",
        Standing.Suppressed => "Skjult",
        Standing.Held => "Tilbageholdt",
        _ => "Kilden kan ikke læses",
    };

    public override string Name(Outlook outlook) => outlook switch { Outlook.Will => "når den", Outlook.May => "kan nå den", _ => "når den ikke" };

    public override string Name(Corner corner) => corner switch
    {
        Corner.InBalance => "I balance: budget og forandring følges ad",
        Corner.Neither => "Hverken budget eller forandring endnu",
        _ => Imbalance(corner),
    };

    public override string Name(Decision decision) => decision switch
    {
        Decision.Released => "Frigivet: tallet tæller",
        Decision.Rejected => "Afvist: tallet tæller ikke",
        _ => "Anfægtet: tallet holdes tilbage",
    };

    public override string Label(ReportLabel label) => label switch
    {
        ReportLabel.AsOf => "Opgjort pr.",
        ReportLabel.Version => "Version",
        ReportLabel.Programme => "Program",
        ReportLabel.Goal => "Formål",
        ReportLabel.Technology => "Teknologi",
        ReportLabel.Controller => "Gevinstcontroller",
        ReportLabel.Group => "Rapporterer til",
        ReportLabel.Contents => "Indhold",
        ReportLabel.PromisedNote => "efter gevinsternes målkurver, før omkostninger",
        ReportLabel.Benefits => "Sådan står gevinsterne",
        ReportLabel.Each => "Gevinst for gevinst",
        ReportLabel.Benefit => "Gevinst",
        ReportLabel.Type => "Type",
        ReportLabel.Owner => "Ansvarlig",
        ReportLabel.Standing => "Status",
        ReportLabel.Verdict => "Vurdering",
        ReportLabel.Forecast => "Udsigt til næste milepæl",
        ReportLabel.Years => "Plan og realiseret, år for år",
        ReportLabel.BenefitYears => "Hver gevinst i hver enhed",
        ReportLabel.Year => "År",
        ReportLabel.NewestPeriod => "Seneste periode",
        ReportLabel.Promised => "Lovet",
        ReportLabel.Measured => "Målt",
        ReportLabel.PromisedKroner => "Lovet indtil nu",
        ReportLabel.RealisedKroner => "Realiseret",
        ReportLabel.NotKnownPeriods => "Perioder, der ikke er kendt",
        ReportLabel.PlanYears => "Hele planen mod den godkendte business case",
        ReportLabel.BusinessCase => "Business case, netto",
        ReportLabel.Borrowed => "Lånt",
        ReportLabel.DueByNow => "Skal være betalt tilbage nu",
        ReportLabel.DueThisYear => "Skal betales tilbage ved årets udgang",
        ReportLabel.RealisedToDate => "Realiseret til dato",
        ReportLabel.Deviations => "Afvigelser",
        ReportLabel.Moment => "Tidspunkt",
        ReportLabel.Happened => "Hvad der skete",
        ReportLabel.Kroner => "Tabt ved årets udgang",
        ReportLabel.Explanation => "Forklaring",
        ReportLabel.Action => "Handling ved afvigelse",
        ReportLabel.Answers => "Svar",
        ReportLabel.NoAnswers => "Ingen har svaret.",
        ReportLabel.NoDeviations => "Der har ingen afvigelser været.",
        ReportLabel.Decisions => "Beslutninger om tal",
        ReportLabel.Figure => "Tal nr.",
        ReportLabel.Decision => "Beslutning",
        ReportLabel.By => "Af",
        ReportLabel.Note => "Begrundelse",
        ReportLabel.NoDecisions => "Ingen tal er frigivet, afvist eller anfægtet.",
        ReportLabel.Targets => "Målenes historie",
        ReportLabel.TargetsNow => "Hvert mål, dengang og nu",
        ReportLabel.Original => "Oprindeligt",
        ReportLabel.LatestApproved => "Senest godkendt",
        ReportLabel.Current => "Gældende",
        ReportLabel.Tolerance => "Tolerance",
        ReportLabel.Versions => "Planens versioner",
        ReportLabel.Less => "Lover mindre end versionen før",
        ReportLabel.NoneApproved => "ingen endnu",
        ReportLabel.Balance => "Balance",
        ReportLabel.NoBalance => "Planen har ikke både værdier og forandringer, der kan holdes op mod hinanden.",
        ReportLabel.Effect => "Målt af det, der er lovet indtil nu",
        ReportLabel.Changes => "Forandringer og budget",
        ReportLabel.Due => "Senest",
        ReportLabel.Done => "Gennemført",
        ReportLabel.NotKnown => "Det, der ikke er kendt",
        ReportLabel.NotKnownWhere => "Hvor og hvorfor",
        ReportLabel.Kind => "Hvordan",
        ReportLabel.NothingNotKnown => "Alle tal, der skulle være kommet, er kendt.",
        ReportLabel.Evidence => "Bilag: hvad det bygger på",
        ReportLabel.Question => "Forespørgsel",
        ReportLabel.Hash => "Fingeraftryk (SHA-256)",
        ReportLabel.Outcome => "Udfald",
        ReportLabel.Taken => "læst",
        ReportLabel.Rows => "Rækker",
        ReportLabel.NewFigures => "Nye tal",
        ReportLabel.NeverRead => "Aldrig aflæst.",
        ReportLabel.ReadAt => "Læst",
        ReportLabel.Told => "Hvem der fik hvad at vide hvornår",
        ReportLabel.Post => "Post",
        ReportLabel.Letter => "Brev",
        ReportLabel.Sent => "Sendt",
        ReportLabel.NotSent => "ikke sendt",
        ReportLabel.NoLetters => "Der er ikke sendt breve om planen.",
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, null),
    };
}
