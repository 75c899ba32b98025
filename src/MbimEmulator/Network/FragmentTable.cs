using MbimEmulator.Time;

namespace MbimEmulator.Network;

/// <summary>
/// Joins the fragments of a session's packets (RFC 791; RFC 8200, 4.5). At most 16 packets wait for their fragments, for 30 s each; when there is
/// no place for another, the oldest is given up.
/// </summary>
internal sealed class FragmentTable(ModemClock clock)
{
    /// <summary>Packets that may wait.</summary>
    public const int Capacity = 16;

    /// <summary>How long they wait.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly Dictionary<Key, FragmentedPacket> _packets = [];
    private ModemTimer? _timer;

    /// <summary>Called with a packet whose last fragment has come.</summary>
    public delegate bool JoinedPacket(ReadOnlySpan<byte> packet);

    /// <summary>Packets that wait for fragments.</summary>
    public int Count => _packets.Count;

    /// <summary>Takes a fragment.</summary>
    /// <returns>What <paramref name="joined"/> says of the whole packet; true while it waits, false when it was given up.</returns>
    public bool Add(in IPPacket fragment, JoinedPacket joined)
    {
        var key = new Key(fragment.Source, fragment.Destination, fragment.FragmentId, fragment.Source.IsIPv6 ? (byte)0 : fragment.Protocol);
        if (!_packets.TryGetValue(key, out var packet))
        {
            packet = Begin(key);
        }

        if (!packet.TryAdd(fragment))
        {
            GiveUp(key);
            return false;
        }

        if (!packet.TryJoin(out var whole))
        {
            return true;
        }

        _packets.Remove(key);
        try
        {
            return joined(whole);
        }
        finally
        {
            packet.Dispose();
        }
    }

    /// <summary>Gives up everything.</summary>
    public void Clear()
    {
        _timer?.Cancel();
        _timer = null;
        foreach (var key in _packets.Keys.ToArray())
        {
            GiveUp(key);
        }
    }

    private FragmentedPacket Begin(Key key)
    {
        if (_packets.Count == Capacity)
        {
            GiveUp(_packets.MinBy(entry => entry.Value.Deadline).Key);
        }

        var packet = new FragmentedPacket { Deadline = clock.Elapsed + Timeout };
        _packets.Add(key, packet);
        _timer ??= clock.Schedule(Timeout, Expire);
        return packet;
    }

    private void Expire()
    {
        _timer = null;
        foreach (var (key, packet) in _packets.ToArray())
        {
            if (packet.Deadline <= clock.Elapsed)
            {
                GiveUp(key);
            }
        }

        _timer = _packets.Count == 0 ? null : clock.Schedule(_packets.Values.Min(packet => packet.Deadline) - clock.Elapsed, Expire);
    }

    private void GiveUp(Key key)
    {
        if (_packets.Remove(key, out var packet))
        {
            packet.Dispose();
        }
    }

    private readonly record struct Key(InternetAddress Source, InternetAddress Destination, uint Id, byte Protocol);
}
