namespace MbimEmulator.Sharing;

/// <summary>What a request of the shared host is for.</summary>
internal enum SharedRequestPurpose
{
    /// <summary>It opens the function.</summary>
    Open,

    /// <summary>It finds out whether the open function answers, before a guest is told that it does.</summary>
    Liveness,

    /// <summary>A guest's command.</summary>
    Command,

    /// <summary>It closes a device service stream that a guest has left behind.</summary>
    CloseStream,

    /// <summary>A guest's subscriptions changed what the function is to tell.</summary>
    Subscribe,
}
