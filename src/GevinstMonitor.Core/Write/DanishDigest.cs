using GevinstMonitor.Core.Evaluate;

namespace GevinstMonitor.Core.Write;

/// <summary>The digest in Danish.</summary>
public sealed partial class Danish
{
    public override string SubjectDigest(string group, string meeting, bool nothingNew, int newlyRed, string? atRisk) =>
        $"Ledelsesrapport til {group} den {meeting}: " + (nothingNew ? "intet nyt"
            : string.Join(", ", new[] { newlyRed switch { 0 => null, 1 => "1 ny rød gevinst", _ => $"{newlyRed} nye røde gevinster" }, atRisk is null ? null : $"{atRisk} i risiko" }.OfType<string>().DefaultIfEmpty("noget at tage stilling til")));
    public override string WhyDigest(string group, string meeting, string since) =>
        $"Du får denne ledelsesrapport, fordi {group} mødes den {meeting}. Den dækker tiden siden {since}.";
    public override string NothingNew(string standings, string? atRisk) => $"Intet nyt: {standings}{(atRisk is null ? "" : $"; {atRisk} i risiko i åbne afvigelser")}.";
    public override string ClosingDigest(string installation) => $"Sendt af Gevinstmonitor for {installation} før hvert møde, også når der ikke er noget nyt.";

    public override string MoneyHeading => "Kroner";
    public override string AtRisk => "I risiko";
    public override string AtRiskOf(string? amount, int year, int deviations) => deviations == 0 ? "ingen åbne afvigelser"
        : $"{amount ?? "intet beløb"} i {(deviations == 1 ? "1 åben afvigelse" : $"{deviations} åbne afvigelser")}: tabt fra afvigelsernes begyndelse til udgangen af {year}, hvis intet ændrer sig";
    public override string WithoutWithheld(int deviations) => $"; uden {(deviations == 1 ? "1 afvigelse, hvis beløb røber et tilbageholdt tal" : $"{deviations} afvigelser, hvis beløb røber tilbageholdte tal")}";
    public override string WithoutWithheldPeriods => "; uden de perioder, hvis tal er tilbageholdt";
    public override string Realised => "Realiseret";
    public override string RealisedOf(string plan, int year, string? thisYear, string? toDate, string? businessCase) =>
        $"{plan}: {thisYear ?? "intet kendt"} i {year} indtil nu, {toDate ?? "intet kendt"} i alt til dato, før omkostninger; den godkendte business case {(businessCase is null ? $"siger intet om {year}" : $"lover {businessCase} netto for hele {year}")}";

    public override string DecisionsHeading => "Forslag til beslutninger";
    public override string DecideRed(string benefit, string since, int? unanswered) =>
        $"Beslut, om »{benefit}« skal bringes tilbage på målkurven nu, eller om afvigelsen accepteres til en dato: rød, har afveget siden {since}, og {(unanswered is { } days ? $"ingen har svaret i {Days(days)}" : "ingen har svaret")}";
    public override string DecideTargets(string plan, int since) => $"Godkend, at »{plan}« lover mindre end version {since}, eller få de tidligere mål tilbage";
    public override string DecideBalance(Corner corner) => corner == Corner.BudgetWithoutChange
        ? "Beslut, om forandringen gennemføres nu, eller om budgettet rettes: budgettet er skåret, men forandringen er ikke gennemført"
        : "Beslut, hvilket budget gevinsten indarbejdes i: forandringen er gennemført, men intet budget er tilpasset";
    public override string DecideNotKnown(string benefit, string? newest) =>
        $"Beslut, hvem der skaffer tallet for »{benefit}«: {(newest is null ? "det har aldrig været kendt" : $"det seneste kendte er for {newest}")}";
    public override string DecideAcceptance(string benefit, string lastDay) => $"Beslut, om accepten af afvigelsen for »{benefit}« skal forlænges: den ender {lastDay}";

    public override string NewlyRed => "Nye røde";
    public override string RedOf(string actual, string expected, string period, string? byYearEnd, int year, string owner) =>
        $"{actual} mod forventet {expected} ({period}){(byYearEnd is null ? "" : $"; {byYearEnd} tabt ved udgangen af {year}, hvis intet ændrer sig")}; ansvarlig: {owner}";
    public override string BackOnTrack => "Tilbage på målkurven";
    public override string BackOf(string actual, string expected, string period, bool byMove) =>
        $"{actual} mod forventet {expected} ({period}){(byMove ? ", men kun fordi målet er flyttet" : "")}";
    public override string Silent => "Ikke kendt";
    public override string Ending => "Accept, der ender";
    public override string EndsOn(string lastDay, string post) => $"accepteret til og med {lastDay} af {post}";
    public override string SlowestAnswers => "Venter længst på svar";
    public override string NoAnswerFor(int workdays, string owner) => $"intet svar i {Days(workdays)}; ansvarlig: {owner}";

    public override string RollUpHeading => "Sådan står det, talt pr. gevinst og enhed";
    public override string Portfolio => "Hele porteføljen";
    public override string ProgrammeNamed(string? programme) => programme is null ? "Uden for programmer" : $"Programmet {programme}";
    public override string Type(string type) => type switch
    {
        "economic" => "Økonomi",
        "quality" => "Kvalitet",
        "service" => "Service",
        "employee" => "Medarbejdere",
        "innovation" => "Innovation",
        _ => type,
    };

    public override string Of(Standings standings) => standings.All == 0 ? "ingen gevinster" : string.Join(", ", new[]
    {
        standings.OnTrack == 0 ? null : $"{standings.OnTrack} på målkurven",
        standings.Amber == 0 ? null : standings.Amber == 1 ? "1 gul" : $"{standings.Amber} gule",
        standings.Red == 0 ? null : standings.Red == 1 ? "1 rød" : $"{standings.Red} røde",
        standings.NotKnown == 0 ? null : standings.NotKnown == 1 ? "1 ikke kendt" : $"{standings.NotKnown} ikke kendte",
    }.OfType<string>());
    public override string RolledUp(string standings, string? atRisk, string? realised) =>
        $"{standings}{(atRisk is null ? "" : $"; i risiko {atRisk}")}{(realised is null ? "" : $"; realiseret til dato {realised}")}";
    public override string More(int more) => $"og {more} til";
}
