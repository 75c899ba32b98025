using MbimEmulator.Links;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Pipeline;

/// <summary>
/// The stages on the way of one modem's traffic, or of the Mobile Broadband service's, in an order for each level and direction that whoever makes the
/// modem has said. Where nobody wants to be asked, traffic pays for one question.
/// </summary>
internal sealed class TrafficPipeline
{
    private const int Directions = 2;

    private static readonly int Ways = Enum.GetValues<TrafficLevel>().Length * Directions;

    private readonly ITrafficStage[][] _arranged = new ITrafficStage[Ways][];
    private ITrafficStage[] _followers = [];

    // For each level and direction those that want to be asked; null for nobody. Replaced as a whole, from any thread.
    private ITrafficStage[]?[] _active = new ITrafficStage[]?[Ways];

    /// <summary>Makes a pipeline that asks nobody.</summary>
    public TrafficPipeline() => Array.Fill(_arranged, []);

    /// <summary>Says who is asked at each level and in each direction, and in which order.</summary>
    public void Arrange(Func<TrafficLevel, TransferDirection, ITrafficStage[]> stages)
    {
        List<ITrafficStage> followers = [];
        for (var way = 0; way < Ways; way++)
        {
            _arranged[way] = stages(LevelOf(way), DirectionOf(way));
            foreach (var stage in _arranged[way])
            {
                if (stage.Follows && !followers.Contains(stage))
                {
                    followers.Add(stage);
                }
            }
        }

        _followers = [.. followers];
        Update();
    }

    /// <summary>A stage wants to be asked of other traffic than before; from any thread.</summary>
    public void Update()
    {
        ITrafficStage[]?[] before;
        ITrafficStage[]?[] after;
        do
        {
            before = Volatile.Read(ref _active);
            after = new ITrafficStage[]?[Ways];
            List<ITrafficStage> wanting = [];
            for (var way = 0; way < Ways; way++)
            {
                foreach (var stage in _arranged[way])
                {
                    if (stage.Wants(LevelOf(way), DirectionOf(way)))
                    {
                        wanting.Add(stage);
                    }
                }

                after[way] = wanting.Count == 0 ? null : [.. wanting];
                wanting.Clear();
            }
        }
        while (Interlocked.CompareExchange(ref _active, after, before) != before);
    }

    /// <summary>Whether anybody is asked at a level and in a direction.</summary>
    public bool Has(TrafficLevel level, TransferDirection direction) => _active[IndexOf(level, direction)] is not null;

    /// <summary>Whether anybody who is asked at a level and in a direction may have to do with these bytes.</summary>
    public bool Has(TrafficLevel level, TransferDirection direction, ReadOnlySpan<byte> bytes)
    {
        if (_active[IndexOf(level, direction)] is { } stages)
        {
            foreach (var stage in stages)
            {
                if (stage.MayConcern(level, direction, bytes))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Asks the stages, each once those before it have let the piece pass.</summary>
    /// <returns>Whether it goes on at once.</returns>
    public bool Offer(in TrafficPiece piece)
    {
        if (_active[IndexOf(piece.Port.Level, piece.Port.Direction)] is { } stages)
        {
            foreach (var stage in stages)
            {
                if (!stage.Offer(piece))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Asks the stages for a transfer of a message that a stage has kept, also those that want no other transfers.</summary>
    /// <returns>Whether it goes on at once.</returns>
    public bool OfferPlanned(in TrafficPiece piece)
    {
        foreach (var stage in _arranged[IndexOf(piece.Port.Level, piece.Port.Direction)])
        {
            if ((piece.Kept is not null || stage.Wants(piece.Port.Level, piece.Port.Direction)) && !stage.Offer(piece))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A stage passes on what it has kept: the stages behind it are asked, and then the piece arrives.</summary>
    public void PassOn(ITrafficStage stage, in TrafficPiece piece)
    {
        var way = IndexOf(piece.Port.Level, piece.Port.Direction);
        var arranged = _arranged[way];
        for (var i = Array.IndexOf(arranged, stage) + 1; i < arranged.Length; i++)
        {
            if (arranged[i].Wants(piece.Port.Level, piece.Port.Direction) && !arranged[i].Offer(piece))
            {
                return;
            }
        }

        piece.Port.Deliver(piece);
    }

    /// <summary>Traffic that nobody may interfere with any more is shown to those who look on alone.</summary>
    public void Show(in TrafficPiece piece)
    {
        if (_active[IndexOf(piece.Port.Level, piece.Port.Direction)] is { } stages)
        {
            foreach (var stage in stages)
            {
                if (stage is ITrafficObserver observer)
                {
                    observer.Offer(piece);
                }
            }
        }
    }

    /// <summary>See <see cref="ITrafficStage.Attached"/>.</summary>
    public void Attached(ModemLink link) => Array.ForEach(_followers, follower => follower.Attached(link));

    /// <summary>See <see cref="ITrafficStage.Detached"/>.</summary>
    public void Detached(ModemLink link) => Array.ForEach(_followers, follower => follower.Detached(link));

    /// <summary>See <see cref="ITrafficStage.Refused"/>.</summary>
    public void Refused(ModemLink link, ReadOnlySpan<byte> bytes, MbimExVersion version, MbimProtocolError error)
    {
        foreach (var follower in _followers)
        {
            follower.Refused(link, bytes, version, error);
        }
    }

    /// <summary>See <see cref="ITrafficStage.Closed"/>.</summary>
    public void Closed() => Array.ForEach(_followers, static follower => follower.Closed());

    /// <summary>See <see cref="ITrafficStage.Subscribed"/>.</summary>
    public void Subscribed(DeviceServiceSubscribeList list) => Array.ForEach(_followers, follower => follower.Subscribed(list));

    /// <summary>See <see cref="ITrafficStage.EventHandled"/>.</summary>
    public void EventHandled()
    {
        foreach (var follower in _followers)
        {
            follower.EventHandled();
        }
    }

    private static TrafficLevel LevelOf(int way) => (TrafficLevel)(way / Directions);

    private static TransferDirection DirectionOf(int way) => (TransferDirection)(way % Directions);

    private static int IndexOf(TrafficLevel level, TransferDirection direction) => ((int)level * Directions) + (int)direction;
}
