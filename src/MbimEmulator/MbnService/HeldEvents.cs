namespace MbimEmulator.MbnService;

/// <summary>
/// What interfaces had to tell while the host slept, in order. When more than some wait, what nobody can have made use of falls out: a modem that
/// came and went again, and sessions that were restored before the modem went or were restored again. Of each interface at most three events are
/// left then: removal, arrival, restored.
/// </summary>
/// <param name="most">How many wait before any falls out.</param>
internal sealed class HeldEvents(int most)
{
    private readonly List<(Guid InterfaceId, InterfaceEvent What)> _events = [];
    private readonly int _most = most;
    private int _limit = most;

    /// <summary>How many wait.</summary>
    public int Count => _events.Count;

    /// <summary>An interface has something to tell.</summary>
    public void Add(Guid interfaceId, InterfaceEvent what)
    {
        _events.Add((interfaceId, what));
        if (_events.Count > _limit)
        {
            Shorten();
        }
    }

    /// <summary>The host is awake.</summary>
    public void TellAll(Action<Guid, InterfaceEvent> tell)
    {
        _events.ForEach(held => tell(held.InterfaceId, held.What));
        _events.Clear();
        _limit = _most;
    }

    private void Shorten()
    {
        List<(Guid, InterfaceEvent)> kept = [];
        foreach (var (interfaceId, what) in _events)
        {
            if (what == InterfaceEvent.Removal)
            {
                kept.Remove((interfaceId, InterfaceEvent.Restored));
                if (kept.Remove((interfaceId, InterfaceEvent.Arrival)))
                {
                    continue;
                }
            }

            if (!kept.Contains((interfaceId, what)))
            {
                kept.Add((interfaceId, what));
            }
        }

        _events.Clear();
        _events.AddRange(kept);

        // With very many interfaces it is not worth while to look again at each event.
        _limit = Math.Max(_most, 2 * kept.Count);
    }
}
