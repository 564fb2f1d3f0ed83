namespace GevinstMonitor.Core.Evaluate;

/// <summary>
/// How sure it is that the level of a series lies beyond a limit, and is not one odd figure. For the last 1, 2, … figures the question is asked whether they
/// share a level of their own, beyond the limit, after a level of those before them; the noise is what is left round the two levels.
/// </summary>
/// <remarks>
/// The level of a window is its mean. Figures that follow one another are alike, so a mean of k of them has the variance σ²·V(k), with
/// V(k) = ((1 − ρ²)k − 2ρ(1 − ρ^k)) / (k²(1 − ρ)²) for an autoregressive series of first order (Box &amp; Jenkins 1970), and the squares round a mean of k sum to
/// σ²k(1 − V(k)) on average. ρ is the lag-one autocorrelation round the two levels, corrected for its bias of −(1 + 3ρ)/n a level (Kendall 1954) and, because a short
/// series says little of it, drawn towards what is usual. σ² has as many degrees of freedom as n(1 − ρ²)/(1 + ρ²) independent figures (Bartlett 1946). The quotient is
/// Student's t, turned into a normal deviate by Wallace (1959).
/// </remarks>
/// <param name="Certainty">The probability, 0 to 1, that the level is beyond the limit: of the window that speaks most clearly for it.</param>
/// <param name="IsCertain">Whether a window is sure enough of it to tell somebody.</param>
public readonly record struct LevelTest(double Certainty, bool IsCertain)
{
    /// <summary>Fewer known figures say too little of a series' noise.</summary>
    public const int Fewest = 12;

    /// <summary>More than this says nothing of how the series is now.</summary>
    public const int Most = 36;

    // Windows beyond this are of another time.
    private const int LongestWindow = 24;

    // What is usual of monthly figures, and how many figures that knowledge is worth.
    private const double UsualCorrelation = 0.3;
    private const double WorthOfUsual = 24;
    private const double MostCorrelation = 0.8;

    // One figure in a hundred is taken for a level. A window of k is new k times more seldom, so it may err k times as often and costs no more letters; up to six.
    private const double Doubt = 0.01;
    private const int MostDoubts = 6;

    /// <summary>Whether the newest level is above a limit.</summary>
    /// <param name="figures">In order of time, at least two; no more than the last <see cref="Most"/> are looked at.</param>
    /// <param name="limit">In the unit of the figures.</param>
    /// <param name="leastNoise">A standard deviation that no series is taken to be steadier than; what never moved may still move. 0 or more.</param>
    public static LevelTest Above(ReadOnlySpan<double> figures, double limit, double leastNoise)
    {
        if (figures.Length > Most)
            figures = figures[^Most..];
        var (before, window) = (new Stretch(), new Stretch());
        var zero = figures[^1];
        for (var i = figures.Length - 1; i >= 0; i--)
            before = before.Before(figures[i] - zero);
        var (most, isCertain) = (0.0, false);
        for (var k = 1; k <= Math.Min(figures.Length, LongestWindow); k++)
        {
            window = window.Before(figures[^k] - zero);
            before = before.WithoutLast(k < figures.Length ? figures[^(k + 1)] - zero : 0);
            var certainty = CertaintyOf(window, before, limit - zero, leastNoise);
            most = Math.Max(most, certainty);
            isCertain |= 1 - certainty <= Doubt * Math.Min(k, MostDoubts);
        }

        return new LevelTest(most, isCertain);
    }

    private static double CertaintyOf(in Stretch window, in Stretch before, double limit, double leastNoise)
    {
        var n = window.Count + before.Count;
        var levels = before.Count > 0 ? 2 : 1;
        var squares = window.Squares + before.Squares;
        var found = squares > 0 ? (window.Products + before.Products) / squares : 0;
        found += levels * (1 + (3 * found)) / n;
        var rho = Math.Clamp(((n * found) + (WorthOfUsual * UsualCorrelation)) / (n + WorthOfUsual), 0, MostCorrelation);
        var free = (window.Count * (1 - VarianceOfMean(rho, window.Count))) + (before.Count * (1 - VarianceOfMean(rho, before.Count)));
        var variance = Math.Max(free > 0 ? squares / free : 0, leastNoise * leastNoise);
        var distance = window.Mean - limit;
        if (variance == 0)
            return distance > 0 ? 1 : 0;
        var t = distance / Math.Sqrt(variance * VarianceOfMean(rho, window.Count));
        var degrees = Math.Max(2, (n * (1 - (rho * rho)) / (1 + (rho * rho))) - levels);
        return Distributions.Student(t, degrees);
    }

    // In units of the variance of one figure.
    private static double VarianceOfMean(double rho, int count) => count == 0 ? 1
        : (((1 - (rho * rho)) * count) - (2 * rho * (1 - Math.Pow(rho, count)))) / (count * (double)count * (1 - rho) * (1 - rho));

    /// <summary>Sums of figures that follow one another, made from the newest to the oldest.</summary>
    private readonly record struct Stretch(int Count, double Sum, double SumOfSquares, double SumOfProducts, double First, double Last)
    {
        public double Mean => Sum / Count;

        /// <summary>Squared distances from the mean.</summary>
        public double Squares => Count == 0 ? 0 : Math.Max(0, SumOfSquares - (Sum * Mean));

        /// <summary>Products of the distances of neighbours from the mean.</summary>
        public double Products => Count == 0 ? 0 : SumOfProducts - (Mean * (Sum + Sum - First - Last)) + ((Count - 1) * Mean * Mean);

        /// <summary>One figure earlier.</summary>
        public Stretch Before(double figure) => Count == 0
            ? new Stretch(1, figure, figure * figure, 0, figure, figure)
            : this with { Count = Count + 1, Sum = Sum + figure, SumOfSquares = SumOfSquares + (figure * figure), SumOfProducts = SumOfProducts + (figure * First), First = figure };

        /// <param name="next">The figure that is the last one then.</param>
        public Stretch WithoutLast(double next) => Count == 1 ? default
            : this with { Count = Count - 1, Sum = Sum - Last, SumOfSquares = SumOfSquares - (Last * Last), SumOfProducts = SumOfProducts - (Last * next), Last = next };
    }
}
