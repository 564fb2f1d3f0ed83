namespace GevinstMonitor.Tests;

/// <summary>Waits for what nobody tells the test of.</summary>
internal static class Until
{
    /// <param name="lacks">What is not so yet, for who reads why the test failed; null when it is so.</param>
    /// <param name="minutes">A test that waits longer than this will wait for ever.</param>
    public static async Task NothingLacksAsync(Func<Task<string?>> lacks, int minutes)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(minutes));
        while (await lacks() is { } what)
        {
            Assert.False(patience.IsCancellationRequested, $"It is not so after {minutes} min: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }

    public static Task NothingLacksAsync(Func<string?> lacks, int minutes) => NothingLacksAsync(() => Task.FromResult(lacks()), minutes);
}
