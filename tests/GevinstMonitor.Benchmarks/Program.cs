using BenchmarkDotNet.Running;
using GevinstMonitor.Benchmarks;

return args switch
{
    ["round"] => await RoundRig.RunAsync(),
    ["store"] => await StoreRig.RunAsync(),
    ["country", .. var kind] => await CountryRig.RunAsync(kind.FirstOrDefault()),
    ["queries"] => await QueriesRig.RunAsync(),
    ["mail"] => await MailRig.RunAsync(),
    ["memory", .. var folder] => await MemoryRig.RunAsync(folder.FirstOrDefault()),
    ["year"] => await YearRig.RunAsync(),
    ["csv"] => await CsvRig.RunAsync(),
    ["start", .. var folder] => await StartRig.RunAsync(folder.FirstOrDefault()),
    ["empty"] => await StartRig.EmptyAsync(),
    ["backtest"] => await BacktestRig.RunAsync(),
    ["scrape"] => await ScrapeRig.RunAsync(),
    ["verdict"] => VerdictRig.Run(),
    ["evaluate", ..] => BenchmarkRunner.Run<EvaluateBenchmark>(args: args[1..]) is null ? 1 : 0,
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        dotnet run -c Release --project tests/GevinstMonitor.Benchmarks -- WHAT
          round     240,000 rows collected and concluded, and again with nothing new, against bare loops
          store     1,000,000 rows appended and concluded against bare loops, and how a row's time grows; on PostgreSQL too where GEVINST_TEST_POSTGRES is
          country   98 municipalities, 12.7 million measurements, in one store: loaded, and judged nightly (minutes; country sqlite: that kind of store only)
          queries   5,000 queries on PostgreSQL, and one of 5,000 rows, against bare loops (needs GEVINST_TEST_POSTGRES)
          mail      1,000 letters over one connection, against a bare MailKit loop that sends the same
          memory    resident megabytes of the worker, at rest and with such a round, and its processor time at rest (published for it; memory FOLDER: as published there)
          year      what the worker holds in memory at each month's end of a year of such rounds
          csv       a file of 1,000,000 rows read: megabytes above rest, and time against a bare CsvHelper loop
          start     once on the example as a whole process, against an empty ASP.NET Core program (published for it; start FOLDER: as published there)
          backtest  two years of 240,000 figures replayed, as a whole process
          scrape    processor time of /metrics with 100,000 series
          verdict   false letters and months until told, against rules that count periods
          evaluate  judging one benefit, with BenchmarkDotNet
        """);
    return 64;
}
