using MbimEmulator.Card.Keys;
using MbimEmulator.Profiles;

namespace MbimEmulator.Card;

/// <summary>
/// A card: its files as they are now, its PINs and keys. It outlives power. Terminals speak with it by a <see cref="CardSession"/> each, and all of them
/// see one memory.
/// </summary>
internal sealed class UiccCard
{
    private byte[]?[]? _written;
    private HashSet<int>? _switched;
    private readonly CardPin[] _pins;
    private readonly SequenceNumberSnapshot? _sequenceNumbers;
    private Authenticator? _authenticator;

    /// <summary>Puts a card together as it was left.</summary>
    /// <param name="image">How it left the factory.</param>
    /// <param name="kept">What it remembers; null for a new one.</param>
    public UiccCard(CardImage image, CardMemory? kept = null)
    {
        Image = image;
        _pins = [.. image.Pins.Select((first, index) => new CardPin(first, kept?.Attempts.Count > index ? kept.Attempts[index] : new PinAttempts(first.Attempts, first.PukAttempts)))];
        if (kept is null)
        {
            return;
        }

        _sequenceNumbers = kept.SequenceNumbers.Count == SequenceNumbers.Slots ? new SequenceNumberSnapshot(kept.SequenceNumbers.AsSpan()) : null;
        foreach (var file in image.Files)
        {
            var path = CardPath.Of(file);
            foreach (var known in kept.Contents)
            {
                if (known.Path == path && known.Content.Count == file.Content.Length)
                {
                    Own(file) = [.. known.Content];
                }
            }

            if (kept.Switched.Contains(path))
            {
                (_switched ??= []).Add(file.Index);
            }
        }
    }

    /// <summary>Something has changed of what the card remembers.</summary>
    public event Action? Changed;

    public CardImage Image { get; }

    public CardPin Pin1 => _pins[0];

    public CardPin Pin2 => _pins[1];

    /// <summary>The subscriber's keys and sequence numbers.</summary>
    public Authenticator Authenticator => _authenticator ??= MakeAuthenticator();

    /// <summary>What it remembers.</summary>
    public CardMemory Memory => new()
    {
        Contents = _written is { } written ? [.. Image.Files.Where(file => written[file.Index] is not null).Select(file => new CardFileMemory(CardPath.Of(file), [.. written[file.Index]!]))] : [],
        Switched = _switched is null ? [] : [.. Image.Files.Where(file => _switched.Contains(file.Index)).Select(CardPath.Of)],
        Attempts = [.. _pins.Select(pin => pin.Left)],
        SequenceNumbers = (_authenticator?.SequenceNumbers.Snapshot() ?? _sequenceNumbers) is { } numbers ? [.. numbers.Slots] : [],
    };

    /// <summary>The profile that it was made by, with its PINs as they are now.</summary>
    public SimProfile Describe(SimProfile first) => first with
    {
        Pin1 = first.Pin1 with { Pin = Pin1.Text, Enabled = Pin1.IsEnabled },
        Pin2 = first.Pin2 with { Pin = Pin2.Text },
    };

    /// <summary>The bytes of an elementary file.</summary>
    public ReadOnlySpan<byte> Read(CardFile file) => _written?[file.Index] ?? file.Content;

    /// <summary>Overwrites a part of an elementary file, which is inside it.</summary>
    public void Write(CardFile file, int offset, ReadOnlySpan<byte> bytes)
    {
        var content = Own(file) ??= [.. file.Content];
        bytes.CopyTo(content.AsSpan(offset));
        Changed?.Invoke();
    }

    /// <summary>Puts a record before the others of a cyclic file, of which the oldest is lost.</summary>
    public void WriteNewest(CardFile file, ReadOnlySpan<byte> record)
    {
        var content = Own(file) ??= [.. file.Content];
        content.AsSpan(0, content.Length - record.Length).CopyTo(content.AsSpan(record.Length));
        record.CopyTo(content);
        Changed?.Invoke();
    }

    public bool IsActive(CardFile file) => file.Control.IsDeactivated == (_switched?.Contains(file.Index) ?? false);

    public void SetActive(CardFile file, bool active)
    {
        if (IsActive(file) != active)
        {
            _switched ??= [];
            _ = _switched.Remove(file.Index) || _switched.Add(file.Index);
            Changed?.Invoke();
        }
    }

    /// <summary>The PIN of a key reference; null for none.</summary>
    public CardPin? FindPin(byte reference) => CardKeys.References.IndexOf(reference) is var index and >= 0 ? _pins[index] : null;

    /// <summary>A PIN or a sequence number has changed, or a counter of attempts.</summary>
    public void Keep() => Changed?.Invoke();

    // The place of a file's content once it was written to; most cards never need any.
    private ref byte[]? Own(CardFile file) => ref (_written ??= new byte[]?[Image.Files.Count])[file.Index];

    private Authenticator MakeAuthenticator()
    {
        var keys = Image.Keys;
        var numbers = _sequenceNumbers is null ? new SequenceNumbers() : new SequenceNumbers(_sequenceNumbers);
        if (_sequenceNumbers is null && keys.SequenceNumber != 0)
        {
            numbers.StartAt(keys.SequenceNumber);
        }

        var k = keys.K.AsSpan();
        var op = keys.Op.AsSpan();
        var opc = keys.Opc.AsSpan();
        AuthenticationAlgorithm algorithm = keys.Algorithm switch
        {
            SimAlgorithm.Milenage => op.IsEmpty ? new Milenage(k, opc) : Milenage.WithOp(k, op),
            SimAlgorithm.Tuak => op.IsEmpty ? new Tuak(k, opc) : Tuak.WithTop(k, op),
            _ => new XorTestAlgorithm(k),
        };
        return new Authenticator(algorithm, numbers);
    }
}
