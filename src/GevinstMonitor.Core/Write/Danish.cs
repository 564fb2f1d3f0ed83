using System.Globalization;
using System.Text.RegularExpressions;
using GevinstMonitor.Core.Deviate;
using GevinstMonitor.Core.Evaluate;
using GevinstMonitor.Core.Plans;
using GevinstMonitor.Core.Readings;

namespace GevinstMonitor.Core.Write;

/// <summary>Letters in Danish.</summary>
public sealed partial class Danish : Words
{
    public override string Culture => "da-DK";
    protected override NumberFormatInfo Numbers { get; } = Format(",", ".");
    protected override IReadOnlyList<string> Months { get; } =
        ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"];

    protected override Regex Unbreakable => Blanks();

    [GeneratedRegex(@"(?<=\d) (?=%|procentpoint|årsværk|timer|kr\.|mio\.|arbejdsdage?\b|dage?\b|uger?\b|måned)|(?<=kr\.|mio\.|±) (?=-?\d)|(?<=mio\.) (?=kr\.)|(?<=\d\.) (?=januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|kvartal|halvår)")]
    private static partial Regex Blanks();

    public override string Kroner(decimal dkk) => $"kr. {Fixed(dkk, 0)}";
    public override string Date(DateOnly day) => $"{day.Day}. {Months[day.Month - 1]} {day.Year}";
    public override string Name(Period period) => period.Kind switch
    {
        PeriodKind.Day => Date(period.Start),
        PeriodKind.Week => $"uge {period.Number} {period.Year}",
        PeriodKind.Month => $"{Months[period.Number - 1]} {period.Year}",
        PeriodKind.Quarter => $"{period.Number}. kvartal {period.Year}",
        PeriodKind.HalfYear => $"{period.Number}. halvår {period.Year}",
        _ => $"{period.Year}",
    };

    protected override string Percent(string number) => $"{number} %";
    protected override string PercentagePoints => "procentpoint";
    protected override string Measured(string measure) => measure switch
    {
        "count" or "index" => "",
        "hours" => " timer",
        "fte" => " årsværk",
        _ => $" {measure}",
    };

    public override string Gap(decimal gap, Indicator indicator)
    {
        var side = gap == 0 ? "på målkurven"
            : gap > 0 == (indicator.Better == Better.Higher) ? "under målkurven" : "over målkurven";
        return gap == 0 ? side : $"{Distance(Math.Abs(gap), indicator.Measure)} {side}";
    }

    public override ChartWords OnChart { get; } = new("målkurve", "målt", "udsving af sig selv", "prognose (80 %)", "tal i tvivl", "intet tal", "tilbageholdt tal", "kr.");

    protected override string AltOf(string title, string from, string to, string? actual, string? expected, string verdict) =>
        $"Kurve over {title}, {from} til {to}: målkurven og det målte. " + (actual is null ? "" : $"Senest målt: {actual}, forventet {expected}. ") + $"{verdict}.";

    protected override string NotKnown(Standing standing, Doubt doubt, string? unit) => standing switch
    {
        Standing.NotYetDue => "tallet er ikke kommet, og det skulle det heller ikke endnu",
        Standing.Late => "tallet skulle være kommet, men ingen enhed har det",
        Standing.NothingReturned => "tallet skulle være kommet, men kilden svarede uden en eneste række",
        Standing.MissingUnit => "tallet skulle være kommet, og andre enheder har deres",
        Standing.NotANumber => "kilden gav noget, der ikke er et tal",
        Standing.Suppressed => "kilden offentliggør ikke tallet",
        Standing.SourceFailed => "tallet skulle være kommet, men kilden kan ikke læses",
        _ => Held(doubt),
    } + (unit is null ? "" : $" (enheden {unit})");

    public override string Withheld(int limit) => $"tilbageholdt, fordi et antal bag tallet er under {limit}";
    public override string WithheldFigure => "tilbageholdt tal";
    public override string WithheldAmount => "tilbageholdt, fordi beløbet røber et tilbageholdt tal";
    protected override string OnPathWithin(string amber) => $"På målkurven: inden for tolerancen på {amber}";
    protected override string ExactlyOnPath => "Præcis på målkurven";
    protected override string OnPath(string gap, string amber) => $"På målkurven: {gap} er inden for tolerancen på {amber}";
    protected override string OffThePath(bool below, string periods) => $"{(below ? "Under" : "Over")} målkurven i {periods}; ";
    protected override string Certain(int percent, bool told) => told ? $"{percent} % sikkert ikke udsving" : "det kan endnu være et udsving";
    protected override string BeyondNoise => "rød, og så langt svinger tallet ikke af sig selv";
    protected override string TooShort(string known, int fewest) => $"med {known} er serien for kort til at kende udsvinget ({fewest} skal der til); ";
    protected override string Confirmed(Confirm confirm, bool told) =>
        $"{(told ? "bekræftet" : "ikke bekræftet endnu")}: der skal {confirm.Amber} i træk til, eller {confirm.Red} {(confirm.Red == 1 ? "rød" : "røde i træk")}";

    protected override string Periods(int count, PeriodKind kind) => $"{count} " + (kind, count == 1) switch
    {
        (PeriodKind.Day, true) => "dag",
        (PeriodKind.Day, _) => "dage",
        (PeriodKind.Week, true) => "uge",
        (PeriodKind.Week, _) => "uger",
        (PeriodKind.Month, true) => "måned",
        (PeriodKind.Month, _) => "måneder",
        (PeriodKind.Quarter, true) => "kvartal",
        (PeriodKind.Quarter, _) => "kvartaler",
        (PeriodKind.HalfYear, _) => "halvår",
        _ => "år",
    };

    public override string Why(IReadOnlyList<string> reasons) => $"Du får dette brev, fordi {Listed(reasons, ", fordi ", ", og fordi ")}.";
    public override string BecauseNew(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"gevinsten »{benefits[0]}« nu afviger fra sin målkurve"
        : $"{benefits.Count} gevinster nu afviger fra deres målkurve";
    public override string BecauseWorse(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"afvigelsen for gevinsten »{benefits[0]}« er blevet værre"
        : $"afvigelserne for {benefits.Count} gevinster er blevet værre";
    public override string BecauseLapsed(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"afvigelsen for gevinsten »{benefits[0]}« ikke længere er accepteret, og gevinsten stadig er ude af sin målkurve"
        : $"afvigelserne for {benefits.Count} gevinster ikke længere er accepteret, og gevinsterne stadig er ude af deres målkurve";
    public override string BecauseBackOnTrack(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"gevinsten »{benefits[0]}« er tilbage på sin målkurve"
        : $"{benefits.Count} gevinster er tilbage på deres målkurve";
    public override string BecauseDoubt(int figures) => figures == 1
        ? "et tal ikke kan bruges, før du som gevinstcontroller har set på det"
        : $"{figures} tal ikke kan bruges, før du som gevinstcontroller har set på dem";
    public override string BecauseReminder(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"der ikke er svaret på afvigelsen »{benefits[0]}«"
        : $"der ikke er svaret på {benefits.Count} afvigelser";
    public override string BecauseEscalated(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"den gevinstansvarlige ikke har svaret på afvigelsen »{benefits[0]}«, som derfor er sendt videre til dig"
        : $"de gevinstansvarlige ikke har svaret på {benefits.Count} afvigelser, som derfor er sendt videre til dig";
    public override string BecauseWillMiss(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"gevinsten »{benefits[0]}« er på sin målkurve nu, men med den nuværende udvikling ikke når sin næste milepæl"
        : $"{benefits.Count} gevinster er på deres målkurve nu, men med den nuværende udvikling ikke når deres næste milepæl";
    public override string BecauseExposed(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"gevinsten »{benefits[0]}« er udsat: en forandring, den har brug for, er forsinket"
        : $"{benefits.Count} gevinster er udsat: forandringer, de har brug for, er forsinket";
    public override string BecauseImbalance(IReadOnlyList<string> plans) => plans.Count == 1
        ? $"budget og forandring ikke følges ad i planen »{plans[0]}«"
        : $"budget og forandring ikke følges ad i {plans.Count} planer";
    public override string BecauseTargets(IReadOnlyList<string> plans) => plans.Count == 1
        ? $"planen »{plans[0]}« lover mindre end før"
        : $"{plans.Count} planer lover mindre end før";
    public override string WhyOwner => "Du er gevinstansvarlig.";
    public override string WhyInstead(string title) => $"Du får det som stedfortræder, fordi posten »{title}« er ubesat.";
    public override string WhyUnheard(string post) => $"Det sendes til dig, fordi posten »{post}« og dens stedfortrædere er ubesatte.";
    public override string WhyNoSuchAddress(string post) => $"Brevet er skrevet til posten »{post}«, men mailserveren kender ikke adressen, så du får det i stedet.";
    public override string WhyOperations(int began, int ended) => (began, ended) switch
    {
        (0, 1) => "I får dette brev, fordi en teknisk fejl er ovre.",
        (0, _) => $"I får dette brev, fordi {ended} tekniske fejl er ovre.",
        (1, 0) => "I får dette brev, fordi der er opstået en teknisk fejl, så tal ikke kan hentes, breve ikke kan sendes eller ændringer ikke kan tages i brug.",
        (_, 0) => $"I får dette brev, fordi der er opstået {began} tekniske fejl, så tal ikke kan hentes, breve ikke kan sendes eller ændringer ikke kan tages i brug.",
        _ => $"I får dette brev, fordi der er opstået {began} {(began == 1 ? "teknisk" : "tekniske")} fejl, og {ended} er ovre.",
    };

    public override string SubjectOne(DeviationChange change, string benefit, string actual, string expected) =>
        $"{Level(change)}: {benefit}: {actual} mod forventet {expected}";
    public override string SubjectMany(int offPath, int back, int doubts, int notices, int targets, int unanswered, string first)
    {
        var parts = new List<string>();
        if (offPath > 0)
            parts.Add($"{offPath} afviger fra målkurven");
        if (back > 0)
            parts.Add($"{back} er tilbage på målkurven");
        if (unanswered > 0)
            parts.Add(unanswered == 1 ? "1 ubesvaret afvigelse" : $"{unanswered} ubesvarede afvigelser");
        if (doubts > 0)
            parts.Add(doubts == 1 ? "1 tal at tage stilling til" : $"{doubts} tal at tage stilling til");
        if (notices > 0)
            parts.Add(notices == 1 ? "1 varsel" : $"{notices} varsler");
        if (targets > 0)
            parts.Add(targets == 1 ? "1 plan lover mindre end før" : $"{targets} planer lover mindre end før");
        return $"Gevinster: {string.Join(", ", parts)}: {first} m.fl.";
    }

    public override string SubjectDoubt(string benefit) => $"Tal at tage stilling til: {benefit}";
    public override string SubjectNotice(TroubleKind kind, string benefit, string plan) => kind switch
    {
        TroubleKind.WillMiss => $"Varsel: {benefit} når ikke sin næste milepæl",
        TroubleKind.Exposed => $"Udsat: {benefit}: en forandring er forsinket",
        TroubleKind.AcceptanceEnds => $"Accepten udløber snart: {benefit}",
        TroubleKind.AcceptanceAwaits => $"Accept at bekræfte: {benefit}",
        TroubleKind.NeverActedOn => $"Ingen handler på afvigelser: {benefit}",
        _ => $"Ubalance: budget og forandring følges ikke ad i {plan}",
    };
    public override string SubjectUnanswered(bool toOwner, string benefit, int workdays) =>
        $"{(toOwner ? "Påmindelse" : "Sendt videre")}: {benefit}: intet svar i {Days(workdays)}";
    public override string SubjectTargets(string plan) => $"Planen lover mindre end før: {plan}";
    public override string SubjectOperations(int began, int ended, string first) =>
        (began > 0 ? $"Teknisk fejl: {first}" : $"Fejl ovre: {first}") + (began + ended > 1 ? $" (og {began + ended - 1} til)" : "");

    public override string Heading(string benefit, string unit) => $"{benefit}, {unit}";
    public override string TheWhole => "alle enheder";
    public override string Status(DeviationChange change, string amber, string red) => change.Reason switch
    {
        ChangeReason.BeyondTolerance when change.Deviation.Level == Deviate.Level.Red => $"RØD, ny afvigelse: mere end {red} fra målkurven",
        ChangeReason.BeyondTolerance => $"GUL, ny afvigelse: mere end {amber} fra målkurven",
        ChangeReason.GapGrew => $"RØD, værre end før: nu mere end {red} fra målkurven",
        ChangeReason.GapShrank => $"GUL, bedre end før: højst {red} fra målkurven",
        ChangeReason.AcceptanceEnded => $"{LevelName(change)}, ikke længere accepteret: den dato, afvigelsen var accepteret til, er passeret",
        ChangeReason.InterimMissed => $"{LevelName(change)}, ikke længere accepteret: tallet er dårligere end det midlertidige mål",
        ChangeReason.TargetMoved => "GRØN, men kun fordi målet er flyttet: efter den tidligere plan ville gevinsten stadig afvige",
        _ => $"GRØN, tilbage på målkurven: højst {amber} fra den",
    };

    public override string Unanswered(Level level, bool toOwner, int workdays, string? further) =>
        $"{(level == Deviate.Level.Red ? "RØD" : "GUL")}, {(toOwner ? "påmindelse: intet svar" : "sendt videre: den gevinstansvarlige har ikke svaret")} i {Days(workdays)}" + (further is null ? "" : $"; sendt videre til posten »{further}«");
    public override string FirstTold => "Ubesvaret siden";

    private static string Days(int workdays) => workdays == 1 ? "1 arbejdsdag" : $"{workdays} arbejdsdage";

    public override string Trouble(TroubleChange change) => (change.Trouble.Kind, change.Began) switch
    {
        (TroubleKind.SourceFailed, true) => "FEJL: kan ikke læses",
        (TroubleKind.RowsRejected, true) => "FEJL: rækker kunne ikke bruges; resten er læst",
        (TroubleKind.Late, true) => "FORSINKET: tallet skulle være kommet nu",
        (TroubleKind.NothingReturned, true) => "TOMT SVAR: kilden svarede uden en eneste række, og tallet skulle være kommet nu",
        (TroubleKind.LetterGivenUp, true) => "OPGIVET: brevet kunne ikke leveres",
        (TroubleKind.ConfigRefused, true) => "AFVIST: konfigurationen er ændret og har fejl; der arbejdes videre efter den forrige",
        (_, true) => "FEJL",
        (TroubleKind.SourceFailed, false) => "OVRE: kan læses igen",
        (TroubleKind.RowsRejected, false) => "OVRE: alle rækker kan bruges",
        (TroubleKind.Late, false) => "OVRE: tallet er kommet, eller der ventes ikke længere på det",
        (TroubleKind.NothingReturned, false) => "OVRE: kilden svarer med rækker igen, eller der ventes ikke længere på tallet",
        (TroubleKind.ConfigRefused, false) => "OVRE: konfigurationen er taget i brug",
        (_, false) => "OVRE",
    };

    public override string Thing(string kind) => kind switch
    {
        "source" => "kilde",
        "indicator" => "indikator",
        "configuration" => "konfiguration",
        _ => "brev",
    };

    public override string Doubt(TroubleKind kind, Doubt doubt) => kind switch
    {
        TroubleKind.Held => $"TILBAGEHOLDT: {Held(doubt)}, og ingen har fået at vide, at det passer",
        TroubleKind.MissingUnit => "MANGLER: der er kommet tal for andre enheder, men ikke for denne",
        TroubleKind.NotANumber => "UKENDT: kilden gav noget, der ikke er et tal",
        _ => "SKJULT: kilden offentliggør ikke tallet",
    };

    public override string WillMiss => "VARSEL: på målkurven nu, men med den nuværende udvikling nås den næste milepæl ikke";
    public override string Projected => "Forventet til den tid";
    public override string Exposed => "Udsat";
    public override string Overdue(string change, int daysLate) => $"{change}, {Late(daysLate)}";
    public override string ChangeLabel => "Forandring";
    public override string DoneBy(string name, string due, string? owner) => $"{name}, skulle være gennemført senest {due}{(owner is null ? "" : $" af {owner}")}";
    public override string WhileExposed => "Få aftalt, hvornår forandringen er gennemført, og få det skrevet i planen. Det første kvartal skrives der ikke særskilt, hvis gevinsten kommer lidt bagud (gul), men nok, hvis den bliver rød.";
    public override string Imbalance(Corner corner) => corner == Corner.BudgetWithoutChange
        ? "UBALANCE: budgettet er skåret, men forandringen er ikke gennemført"
        : "UBALANCE: forandringen er gennemført, men intet budget er tilpasset, så gevinsten kan glide væk";
    public override string BudgetTaken => "Skåret i budgetterne";
    public override string AYear(string kroner) => $"{kroner} om året";
    public override string ChangesDone => "Gennemførte forandringer";
    public override string Of(int some, int all) => $"{some} af {all}";
    public override string InBalanceAgain(Corner corner) => corner == Corner.BudgetWithoutChange
        ? "Gennemfør forandringen, eller få ændret det, der er skåret i budgettet, i en ny version af planen."
        : "Få gevinsten indarbejdet i et budget, og skriv det i planen (booked).";

    private static string Late(int days) => days < 14 ? $"{days} {(days == 1 ? "dag" : "dage")} forsinket" : $"{days / 7} uger forsinket";

    private static string Held(Doubt doubt) => doubt switch
    {
        Readings.Doubt.QueryChanged => "tallet er hentet på en anden måde end før",
        Readings.Doubt.DenominatorCollapsed => "tallets nævner er faldet så meget, at noget sandsynligvis mangler",
        Readings.Doubt.OutOfBounds => "tallet ligger uden for det sandsynlige",
        Readings.Doubt.StepTooLarge => "tallet springer for meget fra det forrige",
        Readings.Doubt.Rejected => "tallet er afvist",
        Readings.Doubt.Questioned => "tallet er forkert, siger den, der svarer for gevinsten",
        _ => "tallet er tvivlsomt",
    };

    public override string Why(Doubt doubt, Indicator indicator) => doubt switch
    {
        Readings.Doubt.OutOfBounds => $"uden for det sandsynlige ({Bound(indicator.Plausible!.Min, indicator)} til {Bound(indicator.Plausible!.Max, indicator)})",
        Readings.Doubt.StepTooLarge => $"springer mere end {Distance(indicator.Plausible!.MaxStep!.Value, indicator.Measure)} fra det forrige tal",
        Readings.Doubt.DenominatorCollapsed => $"nævneren er mere end {Drop(indicator)} mindre, end den plejer at være, som når kun en del er leveret",
        Readings.Doubt.QueryChanged => "tallet er hentet med en anden forespørgsel end før, og ændringen er ikke noteret ved indikatoren (changes)",
        Readings.Doubt.Questioned => "anfægtet af den, der svarer for gevinsten",
        _ => "afvist",
    };

    public override string Plan => "Plan";
    public override string PlanNamed(string name, int version) => $"{name}, version {version}";
    public override string PeriodLabel => "Periode";
    public override string UnitLabel => "Enhed";
    public override string Actual => "Målt";
    public override string Expected => "Forventet efter planen";
    public override string GapLabel => "Afvigelse";
    public override string Since => "Afvigelsen begyndte";
    public override string NextMilestone => "Næste milepæl";
    public override string Milestone(string value, string day) => $"{value} senest {day}";
    public override string Target => "Målet er ændret";
    public override string TargetMoved(string original, string now, int version, string approvedOn, string approvedBy) =>
        $"oprindeligt {original}, nu {now} (version {version}, godkendt {approvedOn} af {approvedBy})";
    public override string NotApprovedYet(string? approved) =>
        approved is null ? "; endnu er ingen version godkendt" : $"; den er ikke godkendt endnu, og det senest godkendte er {approved}";
    public override string StatusTargets(int since, int green) => $"LOVER MINDRE end version {since}" + green switch
    {
        0 => "",
        1 => "; én gevinst er grøn alene af den grund",
        _ => $"; {green} gevinster er grønne alene af den grund",
    };
    public override string TargetLabel => "Mål";
    protected override string Moved(MovedMilestone milestone, Indicator indicator)
    {
        var (was, now) = (milestone.Was, milestone.Now);
        var (before, after) = (Value(was.Value, indicator.Measure), Value(now.Value, indicator.Measure));
        var later = milestone.Months is { } months ? $"{months} {(months == 1 ? "måned" : "måneder")}" : $"{milestone.Days} {(milestone.Days == 1 ? "dag" : "dage")}";
        return Evaluation.GapOf(indicator.Better, was.Value, now.Value) <= 0 ? $"{before} udskudt {later}, fra {Date(was.By)} til {Date(now.By)}{(was.Value == now.Value ? "" : $", da {after}")}"
            : $"{(indicator.Better == Better.Higher ? "sænket" : "lempet")} fra {before} til {after}"
                + (was.By == now.By ? $" pr. {Date(was.By)}" : milestone.Days > 0 ? $", og udskudt {later}, fra {Date(was.By)} til {Date(now.By)}" : $", før pr. {Date(was.By)}, nu pr. {Date(now.By)}");
    }

    protected override string LoweredBetween(string day, string was, string now) => $"mindre undervejs: {now} pr. {day} mod før {was}";
    protected override string ToleranceWidened(string amberWas, string redWas, string amber, string red) =>
        $"tolerancen udvidet: gul ud over {amber} (før {amberWas}), rød ud over {red} (før {redWas})";
    protected override string OtherIndicator(string was) => $"måles nu med en anden indikator end før ({was}), så målene ikke kan sammenlignes";
    public override string NotPromised => "ikke længere i planen";
    public override string OnTrackByIt(decimal? less) => less is { } part
        ? $"grøn alene fordi målet er sænket med {Share(part)} af den lovede forbedring"
        : "grøn alene fordi tolerancen er udvidet";
    public override string Approved => "Godkendt";
    public override string ApprovedBy(string on, string by, string? note) => $"{on} af {by}{(note is null ? "" : $": {note}")}";
    public override string Worth => "Værdi";
    public override string WorthOf(Kroner kroner, int year) =>
        $"{Kroner(kroner.SinceOpened)} tabt, siden afvigelsen begyndte; {Kroner(kroner.ByYearEnd)} ved udgangen af {year}, hvis intet ændrer sig{Sure(kroner.Margin)}";
    public override string Booked => "Budget";
    public override string BookedAt(string unit, string from) => $"besparelsen er taget ud af budgettet for {unit} fra {from}";
    public override string OverrunLabel => "Budgetoverskridelse";
    public override string OverrunOf(Overrun overrun, string unit, string? lastDay) =>
        overrun.IsOver ? $"{Kroner(overrun.SoFar)} i hele {overrun.Year} for {unit}"
        : $"{Kroner(overrun.SoFar)} i {overrun.Year} indtil nu for {unit}; {Kroner(overrun.ByYearEnd)} ved udgangen af {overrun.Year}, hvis intet ændrer sig"
        + (overrun.ByYearEnd <= 0 ? "" : lastDay is null ? $"; hullet kan ikke længere lukkes i {overrun.Year}" : $"; hullet kan lukkes i {overrun.Year}, hvis der handles senest {lastDay}");
    public override string CaseId => "Sag";
    public override string Action => "Det gør du nu";
    public override string Figure => "Tal";
    public override string Source => "Kilde";
    public override string Affects => "Berører";
    public override string DueBy => "Ventet senest";
    public override string What => "Hvad der skete";
    public override string ReleaseBy(long measurement, string post) =>
        $"Passer tallet, så lad det tælle med: gevinst release {measurement} --by {post} --note \"…\" (tilføj --reject, hvis det er forkert)";
    public override string LookInto => "Spørg den, der leverer tallet, hvorfor det mangler. Indtil da er gevinsten ukendt, ikke grøn.";
    public override string Closing(string installation) =>
        $"Sendt af Gevinstmonitor for {installation}. Du får kun brev, når noget har ændret sig.";
    public override string ClosingOperations(string installation) =>
        $"Sendt af Gevinstmonitor for {installation}. Hver fejl meldes, når den opstår, og når den er ovre.";
    public override string OperationsName => "Drift";

    private static string LevelName(DeviationChange change) => change.Deviation.Level == Deviate.Level.Red ? "RØD" : "GUL";

    private static string Level(DeviationChange change) => change.Kind switch
    {
        ChangeKind.Resolved when change.Reason == ChangeReason.TargetMoved => "Grøn kun fordi målet er flyttet",
        ChangeKind.Resolved => "Tilbage på målkurven",
        ChangeKind.Worsened => "Rød, værre end før",
        ChangeKind.Lapsed => "Ikke længere accepteret",
        _ => change.Deviation.Level == Deviate.Level.Red ? "Rød afvigelse" : "Gul afvigelse",
    };

    private string Bound(decimal? bound, Indicator indicator) => bound is { } b ? Value(b, indicator.Measure) : "ubegrænset";
}
