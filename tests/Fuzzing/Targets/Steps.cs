using System.Buffers;
using System.Buffers.Binary;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>Bytes as steps for a state machine: one byte that says what, two for the length, and so many bytes.</summary>
internal ref struct Steps(ReadOnlySpan<byte> data)
{
    /// <summary>Steps of one input that are done; the rest is passed over.</summary>
    public const int Max = 64;

    private ReadOnlySpan<byte> _rest = data;
    private int _count;

    /// <summary>What to do.</summary>
    public byte Kind { get; private set; }

    /// <summary>With what.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The first four bytes, or as many as there are, as a number.</summary>
    public readonly uint Number
    {
        get
        {
            Span<byte> number = stackalloc byte[4];
            Bytes[..Math.Min(4, Bytes.Length)].CopyTo(number);
            return BinaryPrimitives.ReadUInt32LittleEndian(number);
        }
    }

    /// <summary>Writes steps, as a seed.</summary>
    public static byte[] Of(params (byte Kind, byte[] Bytes)[] steps)
    {
        var written = new ArrayBufferWriter<byte>();
        foreach (var (kind, bytes) in steps)
        {
            written.Write([kind, (byte)bytes.Length, (byte)(bytes.Length >> 8)]);
            written.Write(bytes);
        }

        return written.WrittenSpan.ToArray();
    }

    /// <summary>Goes to the next step.</summary>
    public bool MoveNext()
    {
        if (_rest.Length < 3 || _count++ == Max)
        {
            return false;
        }

        Kind = _rest[0];
        var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(_rest[1..]), _rest.Length - 3);
        Bytes = _rest.Slice(3, length);
        _rest = _rest[(3 + length)..];
        return true;
    }
}
