using System.Buffers.Binary;

namespace MbimEmulator.Fuzzing;

/// <summary>Makes inputs out of others: the same seed makes the same ones.</summary>
/// <param name="random">Chance.</param>
/// <param name="maxLength">Bytes that an input may have.</param>
internal sealed class Mutator(Random random, int maxLength)
{
    private static readonly uint[] Numbers =
        [0, 1, 2, 3, 4, 7, 8, 12, 15, 16, 20, 31, 32, 48, 63, 64, 127, 128, 255, 256, 1023, 1024, 4095, 4096, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffc, 0xffffffff];

    /// <summary>One to eight changes to one of the inputs.</summary>
    public byte[] Next(IReadOnlyList<byte[]> inputs)
    {
        var bytes = inputs.Count == 0 ? [] : inputs[random.Next(inputs.Count)].ToList();
        for (var count = 1 << random.Next(4); count > 0; count--)
        {
            Change(bytes, inputs);
        }

        if (bytes.Count > maxLength)
        {
            bytes.RemoveRange(maxLength, bytes.Count - maxLength);
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes, IReadOnlyList<byte[]> inputs)
    {
        var place = random.Next(bytes.Count + 1);
        switch (random.Next(10))
        {
            case 0 when place < bytes.Count:
                bytes[place] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when place < bytes.Count:
                bytes[place] = (byte)random.Next(256);
                break;
            case 2:
                Put(bytes, random.Next(2) == 0 ? place : place & ~3);
                break;
            case 3:
                bytes.RemoveRange(place, Math.Min(bytes.Count - place, random.Next(1, 17)));
                break;
            case 4:
                bytes.InsertRange(place, Enumerable.Range(0, random.Next(1, 17)).Select(_ => (byte)random.Next(256)).ToArray());
                break;
            case 5:
                bytes.InsertRange(place, bytes.GetRange(place, Math.Min(bytes.Count - place, random.Next(1, 65))));
                break;
            case 6 when inputs.Count > 0:
                var other = inputs[random.Next(inputs.Count)];
                var begin = random.Next(other.Length + 1);
                bytes.InsertRange(place, other[begin..random.Next(begin, other.Length + 1)]);
                break;
            case 7:
                bytes.RemoveRange(place, bytes.Count - place);
                break;
            case 8 when place < bytes.Count:
                bytes[place] = (byte)(bytes[place] + random.Next(-16, 17));
                break;
            case 9 when bytes.Count > 4:
                var from = random.Next(bytes.Count - 4);
                var to = random.Next(bytes.Count - 4);
                for (var i = 0; i < 4; i++)
                {
                    bytes[to + i] = bytes[from + i];
                }

                break;
            default:
                bytes.Insert(place, (byte)random.Next(256));
                break;
        }
    }

    // A number that matters, in either byte order and one of three sizes.
    private void Put(List<byte> bytes, int place)
    {
        Span<byte> number = stackalloc byte[4];
        var value = random.Next(4) == 0 ? (uint)bytes.Count : Numbers[random.Next(Numbers.Length)];
        var size = 1 << random.Next(3);
        if (random.Next(8) == 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(number, value << ((4 - size) * 8));
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(number, value);
        }

        for (var i = 0; i < size && place + i < bytes.Count; i++)
        {
            bytes[place + i] = number[i];
        }
    }
}
