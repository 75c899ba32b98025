using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace MbimEmulator.Time;

/// <summary>
/// One of the independent streams of chance. Streams form a tree keyed by names: what one stream draws, or that it exists at all, changes no
/// other. The same seed and names give the same numbers for ever (xoshiro256**, seeded by SplitMix64).
/// </summary>
public sealed class RandomStream
{
    private readonly ulong _key;
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>The root of a tree.</summary>
    public RandomStream(ulong seed)
    {
        _key = seed;
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    /// <summary>Where the stream is, as 64 hexadecimal digits; a stream that is put there goes on with the same numbers.</summary>
    /// <exception cref="FormatException">It is none; see <see cref="IsPosition"/>.</exception>
    public string Position
    {
        get => string.Create(CultureInfo.InvariantCulture, $"{_s0:x16}{_s1:x16}{_s2:x16}{_s3:x16}");
        set
        {
            if (!IsPosition(value))
            {
                throw new FormatException($"'{value}' is not a position of a random stream.");
            }

            (_s0, _s1, _s2, _s3) = (Part(value, 0), Part(value, 16), Part(value, 32), Part(value, 48));
        }
    }

    /// <summary>The stream of a modem or of one of its consumers, below this one.</summary>
    public RandomStream Fork(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var key = _key;
        foreach (var c in name)
        {
            key = SplitMix(ref key) ^ c;
        }

        return new RandomStream(SplitMix(ref key));
    }

    /// <summary>A number from 0 to <paramref name="below"/> - 1, each equally likely.</summary>
    /// <param name="below">At least 1.</param>
    public int Next(int below)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(below, 1);
        var range = (ulong)below;
        var product = Math.BigMul(NextUInt64(), range, out var low);
        if (low < range)
        {
            // Without this rejection, small numbers would come up too often.
            var threshold = (0UL - range) % range;
            while (low < threshold)
            {
                product = Math.BigMul(NextUInt64(), range, out low);
            }
        }

        return (int)product;
    }

    /// <summary>A number from 0 to below 1, evenly.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Fills a buffer, each byte equally likely.</summary>
    public void Fill(Span<byte> buffer)
    {
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        while (!buffer.IsEmpty)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(number, NextUInt64());
            var length = Math.Min(buffer.Length, number.Length);
            number[..length].CopyTo(buffer);
            buffer = buffer[length..];
        }
    }

    /// <summary>Whether a text is a stream's position: 64 hexadecimal digits, not all 0, from where no stream would get away.</summary>
    public static bool IsPosition(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 64 && text.All(char.IsAsciiHexDigit) && text.AsSpan().ContainsAnyExcept('0');
    }

    private static ulong Part(string position, int start) => ulong.Parse(position.AsSpan(start, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }
}
