namespace GevinstMonitor.Store;

/// <summary>The store cannot be used: it cannot be opened, is newer than this program, or was changed by other hands.</summary>
public sealed class StoreUnusableException(string message, Exception? inner = null) : Exception(message, inner);
