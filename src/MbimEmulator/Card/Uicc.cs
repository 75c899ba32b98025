namespace MbimEmulator.Card;

/// <summary>
/// A card: its files as they are now, its PINs and keys. It outlives power. Terminals speak with it by a <see cref="CardSession"/> each, and all of them
/// see one memory.
/// </summary>
internal sealed class Uicc
{
    private readonly byte[]?[] _written;
    private readonly HashSet<int> _switched = [];

    /// <summary>Puts a card together as it was left.</summary>
    /// <param name="image">How it left the factory.</param>
    /// <param name="kept">What it remembers; null for a new one.</param>
    public Uicc(CardImage image, CardMemory? kept = null)
    {
        Image = image;
        _written = new byte[]?[image.Files.Count];
        Pin1 = new CardPin(kept?.Pin1 ?? image.Pin1, image.Pin1);
        Pin2 = new CardPin(kept?.Pin2 ?? image.Pin2, image.Pin2);
        Adm = new CardPin(kept?.Adm ?? image.Adm, image.Adm);
        if (kept is null)
        {
            return;
        }

        foreach (var file in image.Files)
        {
            if (kept.Contents.TryGetValue(CardPath.Of(file), out var content) && content.Length == file.Content.Length)
            {
                _written[file.Index] = content;
            }
        }
    }

    /// <summary>Something has changed of what the card remembers.</summary>
    public event Action? Changed;

    public CardImage Image { get; }

    public CardPin Pin1 { get; }

    public CardPin Pin2 { get; }

    public CardPin Adm { get; }

    /// <summary>The bytes of an elementary file.</summary>
    public ReadOnlySpan<byte> Read(CardFile file) => _written[file.Index] ?? file.Content;

    /// <summary>Overwrites a part of an elementary file, which is inside it.</summary>
    public void Write(CardFile file, int offset, ReadOnlySpan<byte> bytes)
    {
        var content = _written[file.Index] ??= [.. file.Content];
        bytes.CopyTo(content.AsSpan(offset));
        Changed?.Invoke();
    }

    /// <summary>Puts a record before the others of a cyclic file, of which the oldest is lost.</summary>
    public void WriteNewest(CardFile file, ReadOnlySpan<byte> record)
    {
        var content = _written[file.Index] ??= [.. file.Content];
        content.AsSpan(0, content.Length - record.Length).CopyTo(content.AsSpan(record.Length));
        record.CopyTo(content);
        Changed?.Invoke();
    }

    public bool IsActive(CardFile file) => file.Control.IsDeactivated == _switched.Contains(file.Index);

    public void SetActive(CardFile file, bool active)
    {
        if (IsActive(file) != active)
        {
            _ = _switched.Remove(file.Index) || _switched.Add(file.Index);
            Changed?.Invoke();
        }
    }

    /// <summary>The PIN of a key reference (ETSI TS 102 221, 9.5.1); null for none.</summary>
    public CardPin? FindPin(byte reference) => reference switch { 0x01 => Pin1, 0x81 => Pin2, 0x0A => Adm, _ => null };

    /// <summary>A PIN has changed, or its counters have.</summary>
    public void KeepPins() => Changed?.Invoke();
}
