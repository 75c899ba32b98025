namespace MbimProtocol.Tests;

/// <summary>Bytes that stand between guard bytes, so that a read outside of them changes the outcome with the guard's value.</summary>
internal static class Guarded
{
    private const int Margin = 64;

    public static ReadOnlySpan<byte> Copy(ReadOnlySpan<byte> bytes, byte guard)
    {
        var copy = new byte[bytes.Length + (2 * Margin)];
        copy.AsSpan().Fill(guard);
        bytes.CopyTo(copy.AsSpan(Margin));
        return copy.AsSpan(Margin, bytes.Length);
    }

    /// <summary>Every shorter start of the bytes, and every single byte set to each of a few values that matter.</summary>
    public static IEnumerable<byte[]> Mutations(byte[] bytes)
    {
        for (var length = 0; length < bytes.Length; length++)
        {
            yield return bytes[..length];
        }

        for (var index = 0; index < bytes.Length; index++)
        {
            foreach (var value in (byte[])[0, 1, 0x7f, 0x80, 0xff, (byte)(bytes[index] + 1), (byte)(bytes[index] - 1), (byte)~bytes[index]])
            {
                var mutated = bytes.ToArray();
                mutated[index] = value;
                yield return mutated;
            }
        }
    }
}
