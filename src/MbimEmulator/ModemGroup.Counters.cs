namespace MbimEmulator;

/// <content>What its links count.</content>
public sealed partial class ModemGroup
{
    private long _droppedBefore;

    /// <summary>Links that carriers have made and not detached yet.</summary>
    public int LinkCount
    {
        get
        {
            lock (_lock)
            {
                return _links.Count;
            }
        }
    }

    /// <summary>How many connections there are: the host's, proxy clients', data connections, and those that wait for their place.</summary>
    public int Connections
    {
        get
        {
            lock (_lock)
            {
                return _links.Count;
            }
        }
    }

    /// <summary>Notifications that all its connections, gone ones included, have thrown away because nobody took them.</summary>
    public long DroppedIndications
    {
        get
        {
            lock (_lock)
            {
                return _droppedBefore + _links.Sum(link => link.DroppedIndications);
            }
        }
    }
}
