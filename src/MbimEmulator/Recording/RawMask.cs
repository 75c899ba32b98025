using System.Text;

namespace MbimEmulator.Recording;

/// <summary>
/// Finds values in bytes of which nothing else is known, and puts their masks in place: texts in UTF-16 and ASCII, numbers of 8 and more digits in
/// BCD of either order, addresses.
/// </summary>
internal sealed class RawMask
{
    private const int MinDigits = 8;

    private readonly List<(byte[] Value, byte[] Mask)> _bytes = [];
    private readonly List<(byte[] Value, byte[] Mask)> _digits = [];

    /// <summary>Takes the values with their masks, each as long as the other.</summary>
    public RawMask(IEnumerable<(string Value, string Mask)> texts, IEnumerable<(byte[] Value, byte[] Mask)> addresses)
    {
        foreach (var (value, mask) in texts)
        {
            _bytes.Add((Encoding.Unicode.GetBytes(value), Encoding.Unicode.GetBytes(mask)));
            if (value.All(char.IsAscii))
            {
                _bytes.Add((Encoding.ASCII.GetBytes(value), Encoding.ASCII.GetBytes(mask)));
            }

            if (value.Count(char.IsAsciiDigit) >= MinDigits)
            {
                _digits.Add((DigitsOf(value), DigitsOf(mask)));
            }
        }

        _bytes.AddRange(addresses);
        _bytes.Sort((left, right) => right.Value.Length.CompareTo(left.Value.Length));
        _digits.Sort((left, right) => right.Value.Length.CompareTo(left.Value.Length));
    }

    /// <summary>Masks in place.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="minLength">Values of fewer bytes are left alone.</param>
    public void Apply(Span<byte> bytes, int minLength)
    {
        var done = new bool[bytes.Length];
        foreach (var (value, mask) in _bytes.Where(pair => pair.Value.Length >= minLength))
        {
            for (var start = 0; bytes[start..].IndexOf(value) is >= 0 and var found; start += found + 1)
            {
                var place = start + found;
                if (!done.AsSpan(place, value.Length).Contains(true))
                {
                    mask.CopyTo(bytes[place..]);
                    done.AsSpan(place, value.Length).Fill(true);
                }
            }
        }

        ApplyDigits(bytes, isSwapped: true);
        ApplyDigits(bytes, isSwapped: false);
    }

    private static byte[] DigitsOf(string text) => [.. text.Where(char.IsAsciiDigit).Select(digit => (byte)(digit - '0'))];

    // Digits of half a byte each, that of the upper half first; swapped, as SIMs have them, that of the lower half.
    private void ApplyDigits(Span<byte> bytes, bool isSwapped)
    {
        if (_digits.Count == 0)
        {
            return;
        }

        var halves = new byte[2 * bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            halves[(2 * i) + (isSwapped ? 1 : 0)] = (byte)(bytes[i] >> 4);
            halves[(2 * i) + (isSwapped ? 0 : 1)] = (byte)(bytes[i] & 15);
        }

        foreach (var (value, mask) in _digits)
        {
            for (int start = 0, found; (found = halves.AsSpan(start).IndexOf(value)) >= 0; start += found + value.Length)
            {
                mask.CopyTo(halves.AsSpan(start + found));
            }
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((halves[(2 * i) + (isSwapped ? 1 : 0)] << 4) | halves[(2 * i) + (isSwapped ? 0 : 1)]);
        }
    }
}
