using System.Runtime.InteropServices;
using GevinstMonitor.Store;

namespace GevinstMonitor;

/// <summary>Gives back to the machine what rounds took: the worker is at rest nearly all day, and shares the machine with others.</summary>
internal sealed class Rest(Database database)
{
    // Less than this is not worth a collection; at rest that is a few minutes.
    private const long Much = 8 << 20;

    // The C library of most Linux machines holds on to what SQLite and others no longer use until it is asked; others do not.
    private static readonly Trim? GiveBackUnused =
        NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out var trim) ? Marshal.GetDelegateForFunctionPointer<Trim>(trim) : null;

    private long _allocated;

    private delegate int Trim(nuint keep);

    public void GiveBack()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - _allocated < Much)
            return;
        _allocated = allocated;
        database.GiveBack();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GiveBackUnused?.Invoke(0);
    }
}
