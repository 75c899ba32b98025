namespace MbimEmulator.Card.Keys;

/// <summary>Which sequence numbers a card has accepted and which it will (3GPP TS 33.102, annex C.2): SQN is SEQ with the number of one of 32 slots below it.</summary>
internal sealed class SequenceNumbers
{
    public const int Slots = 1 << IndBits;
    public const ulong MaxSqn = (1UL << 48) - 1;
    public const ulong MaxSeq = MaxSqn >> IndBits;

    /// <summary>How far SEQ may go beyond the highest one that was accepted (C.2.1, value of C.3.1). There is no limit for older ones.</summary>
    public const ulong Delta = 1UL << 28;

    private const int IndBits = 5;

    private readonly ulong[] _slots = new ulong[Slots];

    /// <summary>Those of a new card, all 0.</summary>
    public SequenceNumbers()
    {
    }

    public SequenceNumbers(SequenceNumberSnapshot snapshot)
    {
        for (var ind = 0; ind < Slots; ind++)
        {
            Set(ind, snapshot.Slots[ind]);
        }
    }

    /// <summary>SQN_MS: the highest SQN that was accepted, or 0.</summary>
    public ulong Highest { get; private set; }

    public static ulong Read(ReadOnlySpan<byte> sqn)
    {
        ulong value = 0;
        foreach (var part in sqn)
        {
            value = (value << 8) | part;
        }

        return value;
    }

    public static void Write(Span<byte> sqn, ulong value)
    {
        for (var i = sqn.Length - 1; i >= 0; i--)
        {
            sqn[i] = (byte)value;
            value >>= 8;
        }
    }

    /// <summary>Takes note of a sequence number if it is fresh; changes nothing otherwise.</summary>
    public bool TryAccept(ulong sqn)
    {
        var seq = sqn >> IndBits;
        var ind = (int)(sqn % Slots);
        if (seq > (Highest >> IndBits) + Delta || seq <= _slots[ind])
        {
            return false;
        }

        Set(ind, seq);
        return true;
    }

    /// <summary>Has a sequence number be one that was accepted, however far it is ahead.</summary>
    public void StartAt(ulong sqn) => Set((int)(sqn % Slots), sqn >> IndBits);

    public SequenceNumberSnapshot Snapshot() => new(_slots);

    private void Set(int ind, ulong seq)
    {
        _slots[ind] = seq;
        if (seq > 0)
        {
            Highest = Math.Max(Highest, (seq << IndBits) | (uint)ind);
        }
    }
}
