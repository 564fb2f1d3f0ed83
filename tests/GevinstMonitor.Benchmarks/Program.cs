using GevinstMonitor.Benchmarks;

// dotnet run -c Release --project tests/GevinstMonitor.Benchmarks -- round | memory | start | empty | micro
return args switch
{
    ["round"] => await RoundRig.RunAsync(),
    ["memory"] => await MemoryRig.RunAsync(),
    ["start"] => StartRig.Run(),
    ["empty"] => EmptyProgram.Run(),
    ["micro", ..] => Micro.Run(args[1..]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("round: 240,000 rows collected and concluded, against a bare loop; memory: resident megabytes; start: once on the example, against an empty web program; micro: BenchmarkDotNet");
    return 64;
}
