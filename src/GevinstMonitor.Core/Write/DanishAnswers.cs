using GevinstMonitor.Core.Deviate;

namespace GevinstMonitor.Core.Write;

/// <summary>The page for answers in Danish.</summary>
public sealed partial class Danish
{
    public override string HowToAnswer => "Sådan svarer du";
    public override string AnswerTo(string controller, string email, string deviation) =>
        $"skriv til gevinstcontrolleren, {controller} ({email}), at du tager hånd om det, at afvigelsen må accepteres til en bestemt dato, eller at tallet er forkert; svaret noteres på sagen {deviation}";
    public override string RespondBy(string deviation, string post) =>
        $"gevinst respond {deviation} --acknowledge --by {post} --note \"…\" (eller --accept-until ÅÅÅÅ-MM-DD, eller --dispute, hvis tallet er forkert)";

    public override string Disputed => "Indsigelse";

    public override string AnswerTitle(ResponseKind kind) => kind switch
    {
        ResponseKind.Acknowledged => "Jeg tager hånd om det",
        ResponseKind.Accepted => "Accepter afvigelsen til en dato",
        ResponseKind.Disputed => "Tallet er forkert",
        _ => "Bekræft accepten",
    };

    public override string AnswerMeans(ResponseKind kind) => kind switch
    {
        ResponseKind.Acknowledged => "Skriv, hvad du gør, og gerne hvornår det er på plads. Svaret følger sagen.",
        ResponseKind.Accepted => "Du får ikke flere breve om afvigelsen til og med den dato, medmindre tallet bliver dårligere end det midlertidige mål.",
        ResponseKind.Disputed => "Tallet holdes tilbage og tæller ikke, og gevinstcontrolleren får brev om at se på det.",
        _ => "Accepten gælder derefter til den dato, der er bedt om.",
    };

    public override string NoteLabel(ResponseKind kind) => kind switch
    {
        ResponseKind.Acknowledged => "Hvad gør du?",
        ResponseKind.Accepted => "Hvorfor accepteres det?",
        ResponseKind.Disputed => "Hvad er forkert ved tallet?",
        _ => "Hvorfor bekræfter du?",
    };

    public override string DayLabel(ResponseKind kind) => kind == ResponseKind.Accepted ? "Accepteres til og med" : $"På plads senest ({Optional})";
    public override string DayHint(int days) => $"Gælder straks i op til {days} dage; længere, når gevinstcontrolleren har bekræftet det.";
    public override string NoteHint(int longest) => $"Højst {Fixed(longest, 0)} tegn.";
    public override string Send(ResponseKind kind) => kind switch
    {
        ResponseKind.Acknowledged => "Send svaret",
        ResponseKind.Accepted => "Accepter afvigelsen",
        ResponseKind.Disputed => "Hold tallet tilbage",
        _ => "Bekræft accepten",
    };

    public override string OnFile => "Svar på sagen";
    public override string NothingOnFile => "Ingen har svaret endnu.";
    public override string WhereItStands => "Sådan står det";
    public override string YourAnswer => "Dit svar";
    public override string ChooseAnswer => "Vælg et svar";
    public override string AnswerKept => "Tak. Dit svar er på sagen.";
    public override string Answered(Response response, string post, string day) => response.Kind switch
    {
        ResponseKind.Acknowledged => $"{post} tager hånd om det, {day}",
        ResponseKind.Accepted => $"{post} har accepteret afvigelsen, {day}",
        ResponseKind.Disputed => $"{post} siger, at tallet er forkert, {day}",
        _ => $"{post} har bekræftet accepten, {day}",
    };

    public override string AnsweredUntil(ResponseKind kind, string day) => kind == ResponseKind.Accepted ? $"Til og med {day}." : $"På plads senest {day}.";
    public override string InterimIs(string value) => $"Midlertidigt mål: {value}.";
    public override string AwaitsController(string last, string asked) => $"Gælder til og med {last}; til og med {asked}, hvis gevinstcontrolleren bekræfter det inden da.";
    public override string DeviationClosed => "Gevinsten er tilbage på sin målkurve, så der er ikke længere noget at svare på.";
    public override string ErrorsAbove => "Svaret er ikke sendt. Ret dette:";
    public override string Fault(ResponseFault fault) => fault switch
    {
        ResponseFault.NotTheirs => LinkNotYours,
        ResponseFault.NotTheControllers => "Kun gevinstcontrolleren kan bekræfte en accept.",
        ResponseFault.Closed => DeviationClosed,
        ResponseFault.NoNote => "Skriv en begrundelse.",
        ResponseFault.NoteTooLong => $"Skriv højst {Fixed(Response.LongestNote, 0)} tegn.",
        ResponseFault.NoDay => "Skriv den dato, afvigelsen accepteres til.",
        ResponseFault.DayPast => "Datoen er passeret; skriv en, der ikke er.",
        ResponseFault.DayTooFar => $"Datoen ligger mere end {ResponseRule.MostYears} år fremme.",
        ResponseFault.NothingToConfirm => "Der er ingen accept, der venter på at blive bekræftet.",
        _ => "Der er intet tal, der kan være forkert.",
    };

    public override string NotADay => "Skriv datoen som 2026-12-31.";
    public override string NotANumber => "Skriv det midlertidige mål som et tal, for eksempel 52,5.";
    public override string LinkExpired => "Linket er udløbet";
    public override string LinkExpiredHelp => "Brug linket i et nyere brev, eller bed gevinstcontrolleren om at notere dit svar.";
    public override string LinkUnknown => "Siden findes ikke";
    public override string LinkUnknownHelp => "Linket er ikke helt, eller det er ikke lavet her. Brug linket i brevet, som det står.";
    public override string LinkNotYours => "Linket hører til en post, der ikke svarer for gevinsten";
    public override string LinkNotYoursHelp => "Ansvaret kan være flyttet, siden brevet blev sendt. Spørg gevinstcontrolleren.";
    public override string FormStale => "Svaret blev ikke taget imod";
    public override string FormStaleHelp => "Siden var for gammel, eller browseren tager ikke imod cookies. Åbn linket i brevet igen, og send svaret derfra.";
    public override string BecauseAcceptanceEnds(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"accepten af afvigelsen »{benefits[0]}« snart udløber"
        : $"accepten af {benefits.Count} afvigelser snart udløber";
    public override string BecauseAcceptanceAwaits(IReadOnlyList<string> benefits) => benefits.Count == 1
        ? $"accepten af afvigelsen »{benefits[0]}« venter på, at du bekræfter den"
        : $"accepten af {benefits.Count} afvigelser venter på, at du bekræfter den";
    public override string BecauseNeverActedOn(IReadOnlyList<string> indicators) => indicators.Count == 1
        ? $"ingen svarer på afvigelser af indikatoren »{indicators[0]}«"
        : $"ingen svarer på afvigelser af {indicators.Count} indikatorer";
    public override string AcceptanceEnds(string lastDay) => $"ACCEPTEN UDLØBER: den gælder til og med {lastDay}";
    public override string BeforeItEnds => "Afviger gevinsten stadig, når accepten er udløbet, får den gevinstansvarlige brev igen. Få den tilbage på målkurven inden da, eller giv en ny accept.";
    public override string ConfirmBy(string deviation, string post) =>
        $"Bekræft accepten, eller lad den udløbe: gevinst respond {deviation} --confirm --by {post} --note \"…\"";
    public override string NeverActedOn(int told) => told == 1
        ? "INGEN HANDLER: en afvigelse har været meldt i over et halvt år, og ingen har svaret"
        : $"INGEN HANDLER: {told} afvigelser er meldt, og ingen af dem er besvaret";
    public override string ActOrStop => "Få aftalt med de gevinstansvarlige, at der handles på indikatoren, eller hold op med at måle den. Breve, som ingen gør noget ved, lærer folk ikke at læse dem.";
    protected override string InterimTarget => "Midlertidigt mål";
    protected override string Optional => "kan udelades";
}
