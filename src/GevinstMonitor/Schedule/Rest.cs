namespace GevinstMonitor.Schedule;

/// <summary>Gives back to the machine what rounds took: the worker is at rest nearly all day, and shares the machine with others.</summary>
internal sealed class Rest
{
    // Less than this is not worth a collection.
    private const long Much = 32 << 20;
    private long _allocated;

    public void GiveBack()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - _allocated < Much)
            return;
        _allocated = allocated;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
