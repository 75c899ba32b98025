using System.Buffers.Binary;
using System.Numerics;

namespace MbimEmulator.Card.Keys;

/// <summary>The permutation Keccak-f[1600] (FIPS 202, clause 3; 3GPP TS 35.231, annex C).</summary>
internal static class Keccak
{
    /// <summary>The bytes of the state: 25 lanes, each with its least significant byte first.</summary>
    public const int StateLength = 200;

    private const int Lanes = StateLength / sizeof(ulong);

    private static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B, 0x0000000080000001,
        0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
        0x000000000000800A, 0x800000008000000A, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    public static void Permute(Span<byte> state)
    {
        Span<ulong> lanes = stackalloc ulong[Lanes];
        for (var i = 0; i < Lanes; i++)
        {
            lanes[i] = BinaryPrimitives.ReadUInt64LittleEndian(state[(i * sizeof(ulong))..]);
        }

        foreach (var constant in RoundConstants)
        {
            Theta(lanes);
            RhoAndPi(lanes);
            Chi(lanes);
            lanes[0] ^= constant;
        }

        for (var i = 0; i < Lanes; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(state[(i * sizeof(ulong))..], lanes[i]);
        }
    }

    private static void Theta(Span<ulong> lanes)
    {
        Span<ulong> parity = stackalloc ulong[5];
        for (var x = 0; x < 5; x++)
        {
            parity[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20];
        }

        for (var i = 0; i < Lanes; i++)
        {
            lanes[i] ^= parity[(i + 4) % 5] ^ BitOperations.RotateLeft(parity[(i + 1) % 5], 1);
        }
    }

    // Each lane goes, turned by a triangular number of bits, to the place of the next one, from (1, 0) on: (x, y) to (y, 2x + 3y).
    private static void RhoAndPi(Span<ulong> lanes)
    {
        var (x, y) = (1, 0);
        var moving = lanes[1];
        for (var (step, turn) = (1, 0); step < Lanes; step++)
        {
            turn += step;
            (x, y) = (y, ((2 * x) + (3 * y)) % 5);
            ref var place = ref lanes[x + (5 * y)];
            (moving, place) = (place, BitOperations.RotateLeft(moving, turn));
        }
    }

    private static void Chi(Span<ulong> lanes)
    {
        for (var row = lanes; !row.IsEmpty; row = row[5..])
        {
            var (first, second) = (row[0], row[1]);
            row[0] ^= ~row[1] & row[2];
            row[1] ^= ~row[2] & row[3];
            row[2] ^= ~row[3] & row[4];
            row[3] ^= ~row[4] & first;
            row[4] ^= ~first & second;
        }
    }
}
