namespace MbimEmulator;

/// <content>What its links count.</content>
public sealed partial class ModemGroup
{
    /// <summary>How many connections there are: the host's, proxy clients', data connections, and those that wait for their place.</summary>
    public int Connections => _links.Count;

    /// <summary>Notifications that all its connections, gone ones included, have thrown away because nobody took them.</summary>
    public long DroppedIndications => _links.DroppedIndications;
}
