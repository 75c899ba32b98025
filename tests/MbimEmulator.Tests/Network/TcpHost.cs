using System.Buffers.Binary;
using static MbimEmulator.Tests.Network.TestPackets;

namespace MbimEmulator.Tests.Network;

/// <summary>One TCP connection of a host: as simple as it can be and still bring everything over a bad link, by going back to what was not acknowledged.</summary>
internal sealed class TcpHost(NetworkBench bench, string own, string other, ushort ownPort, ushort port)
{
    public const byte Fin = 1;
    public const byte Syn = 2;
    public const byte Rst = 4;
    public const byte Ack = 16;

    private readonly List<byte> _toSend = [];
    private int _windowAhead;
    private uint _ackSent;

    /// <summary>First number of the stream from the host.</summary>
    public uint Start { get; init; } = 0xFFFFFF00;

    /// <summary>Bytes that it takes in all.</summary>
    public int Capacity { get; set; } = int.MaxValue;

    public ushort Window => (ushort)Math.Clamp(Capacity - Received.Count, 0, 65535);

    public int Mss { get; init; } = 1460;

    public bool TakesData { get; set; } = true;

    public List<byte> Received { get; } = [];

    public uint Acknowledged { get; private set; }

    public uint Next { get; private set; }

    public uint Expected { get; private set; }

    public int OtherWindow { get; private set; }

    public int OtherMss { get; private set; }

    public bool IsConnected { get; private set; }

    public bool IsReset { get; private set; }

    public bool OtherIsDone { get; private set; }

    public bool IsDone { get; private set; }

    public bool EverythingArrived => Acknowledged == Start + 1 + (uint)_toSend.Count + (IsDone ? 1u : 0);

    /// <summary>Flags and length of data of every segment that came.</summary>
    public List<(byte Flags, int Length)> Segments { get; } = [];

    public TcpHost Connect()
    {
        (Acknowledged, Next) = (Start, Start + 1);
        Send(Start, Syn, [], [2, 4, (byte)(Mss >> 8), (byte)Mss]);
        Run(() => IsConnected || IsReset);
        return this;
    }

    public void Write(params byte[] data) => _toSend.AddRange(data);

    public void End() => IsDone = true;

    /// <summary>Works until something is so; fails after an hour of the modem's time.</summary>
    public void Run(Func<bool> until)
    {
        var (idle, last) = (0, Acknowledged);
        for (var steps = 0; !until(); steps++)
        {
            Assert.That(steps, Is.LessThan(360_000), $"an hour has passed; received {Received.Count}, acknowledged {Acknowledged - Start}");
            Step();
            bench.Modem.Advance(10);
            (idle, last) = Acknowledged == last ? (idle + 1, last) : (0, Acknowledged);
            if (idle >= 30 && !EverythingArrived)
            {
                (idle, Next) = (0, Acknowledged);
                if (!IsConnected)
                {
                    Send(Start, Syn, [], [2, 4, (byte)(Mss >> 8), (byte)Mss]);
                    Next = Start + 1;
                }
                else if (OtherWindow == 0)
                {
                    Probe();
                }
            }
        }
    }

    public void Step()
    {
        foreach (var packet in bench.Take())
        {
            if (Ends(packet) == (other, own) && Open(packet) is { Protocol: Tcp } opened)
            {
                Take(opened.Message);
            }
        }

        while (IsConnected && !IsReset)
        {
            var offset = (int)(Next - Start - 1);
            var count = Math.Min(Math.Min(_toSend.Count - offset, OtherWindow - (int)(Next - Acknowledged)), Mss);
            if (count > 0)
            {
                Send(Next, Ack, [.. _toSend.Skip(offset).Take(count)]);
                Next += (uint)count;
            }
            else if (IsDone && offset == _toSend.Count)
            {
                Send(Next++, Ack | Fin);
            }
            else
            {
                break;
            }
        }
    }

    public void Send(uint sequence, byte flags, byte[]? data = null, byte[]? options = null, uint? acknowledgment = null)
    {
        byte[] segment =
        [
            (byte)(ownPort >> 8), (byte)ownPort, (byte)(port >> 8), (byte)port, 0, 0, 0, 0, 0, 0, 0, 0,
            (byte)((5 + ((options?.Length ?? 0) / 4)) << 4), flags, (byte)(Window >> 8), (byte)Window, 0, 0, 0, 0, .. options ?? [], .. data ?? [],
        ];
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(8), (flags & Ack) == 0 ? 0 : acknowledgment ?? Expected);
        bench.Modem.SendPacket(0, WithChecksum(own, other, Tcp, segment, 16));
        _ackSent = Expected;
        _windowAhead = Window;
    }

    private void Probe()
    {
        var offset = (int)(Acknowledged - Start - 1);
        if (offset < _toSend.Count)
        {
            Send(Acknowledged, Ack, [_toSend[offset]]);
        }
    }

    private void Take(byte[] segment)
    {
        var (sequence, acknowledged) = (BinaryPrimitives.ReadUInt32BigEndian(segment.AsSpan(4)), BinaryPrimitives.ReadUInt32BigEndian(segment.AsSpan(8)));
        var (header, flags) = (segment[12] / 16 * 4, segment[13]);
        var data = segment[header..];
        Segments.Add((flags, data.Length));
        Assert.That(data, Has.Length.LessThanOrEqualTo(Mss));
        if ((flags & Rst) != 0)
        {
            IsReset = true;
            return;
        }

        if ((flags & Syn) != 0)
        {
            Assert.That(acknowledged, Is.EqualTo(Start + 1));
            Expected = sequence + 1;
            OtherMss = BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(22));
            IsConnected = true;
        }

        if ((int)(acknowledged - Acknowledged) > 0)
        {
            Acknowledged = acknowledged;
            Next = (int)(Next - acknowledged) < 0 ? acknowledged : Next;
        }

        OtherWindow = BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(14));
        if (sequence == Expected && TakesData && !OtherIsDone)
        {
            var past = Math.Max(0, data.Length - _windowAhead);
            Assert.That(past, Is.LessThanOrEqualTo(1), "no more than a probe goes beyond the window");
            data = data[..^past];
            Received.AddRange(data);
            Expected += (uint)data.Length;
            if (past == 0 && (flags & Fin) != 0)
            {
                (Expected, OtherIsDone) = (Expected + 1, true);
            }
        }

        if (segment.Length > header || (flags & (Syn | Fin)) != 0 || Expected != _ackSent)
        {
            Send(Next, Ack);
        }
    }
}
