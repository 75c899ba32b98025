using MbimEmulator.Links;

namespace MbimEmulator;

/// <summary>The links of one modem that carriers have made and not detached yet. From any thread.</summary>
/// <param name="owner">Whose they are: whoever ends takes no more.</param>
internal sealed class LinkTable(object owner)
{
    private readonly Lock _lock = new();
    private readonly HashSet<ModemLink> _links = [];
    private long _droppedBefore;
    private bool _isEnding;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _links.Count;
            }
        }
    }

    /// <summary>Notifications that all of them, gone ones included, have thrown away because nobody took them.</summary>
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

    /// <summary>A carrier has made a link.</summary>
    /// <exception cref="ObjectDisposedException">The owner ends.</exception>
    public void Add(ModemLink link)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isEnding, owner);
            _links.Add(link);
        }
    }

    /// <summary>Its carrier has detached a link.</summary>
    public void Remove(ModemLink link)
    {
        lock (_lock)
        {
            if (_links.Remove(link))
            {
                _droppedBefore += link.DroppedIndications;
            }
        }
    }

    /// <summary>The owner ends: no link comes any more.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isEnding = true;
        }
    }

    /// <summary>Takes all of them.</summary>
    public ModemLink[] TakeAll()
    {
        lock (_lock)
        {
            ModemLink[] links = [.. _links];
            _links.Clear();
            return links;
        }
    }
}
