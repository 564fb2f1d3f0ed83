namespace GevinstMonitor.Benchmarks;
internal static class MemoryRig { public const int Port = 18085; public static Task<int> RunAsync() => Task.FromResult(0); }
internal static class StartRig { public static int Run() => 0; }
internal static class EmptyProgram { public static int Run() => 0; }
internal static class Micro { public static int Run(string[] a) => a.Length; }
