using MbimEmulator.Card;

namespace MbimEmulator.Modem.Sim;

/// <summary>How the modem reads its card after a reset, and again when a PIN or the card's content has changed (3GPP TS 31.102, 5.1).</summary>
internal sealed class SimReading(CardDialogue dialogue)
{
    private const ushort IccId = 0x2FE2;
    private const ushort Imsi = 0x6F07;
    private const ushort AdministrativeData = 0x6FAD;
    private const ushort ServiceProviderName = 0x6F46;
    private const ushort Numbers = 0x6F40;
    private const ushort NetworkNames = 0x6FC5;
    private const ushort NetworkNameRules = 0x6FC6;
    private const ushort EquivalentHomes = 0x6FD9;
    
    private const ushort ForbiddenProviders = 0x6F7B;
    private const int IccIdSize = 10;
    private const int MaxName = 16;
    private const int NumberSize = 14;
    private const int RuleSize = 8;
    private const byte PinStatus = 0xC6;

    /// <summary>The beginning of the AID of every USIM (3GPP TS 31.110).</summary>
    public static byte[] Usim { get; } = [0xA0, 0x00, 0x00, 0x00, 0x87, 0x10, 0x02];

    private readonly CardContent _content = new();

    /// <summary>What was read.</summary>
    public SimContents Contents { get; private set; } = new();

    /// <summary>Whether the card has a USIM that could be selected.</summary>
    public bool HasUsim { get; private set; }

    public SimPinStatus Pin1 { get; private set; }

    public SimPinStatus Pin2 { get; private set; }

    /// <summary>Forgets the card.</summary>
    public void Forget() => (Contents, HasUsim, Pin1, Pin2) = (new SimContents(), false, default, default);

    /// <summary>All that can be read.</summary>
    /// <param name="capability">What the host has said of the terminal: data objects; empty for nothing.</param>
    public IEnumerable<byte[]> ReadAll(byte[] capability)
    {
        if (capability.Length > 0)
        {
            yield return CardCommands.TerminalCapability(capability);
        }

        yield return CardCommands.TerminalProfile;
        yield return CardCommands.SelectMaster;
        foreach (var command in CardCommands.ReadFile(dialogue, IccId, _content))
        {
            yield return command;
        }

        Contents = new SimContents { IccId = CardCoding.ReadDigits(_content.Bytes.AsSpan(0, Math.Min(IccIdSize, _content.Size))) };
        foreach (var command in ReadPins())
        {
            yield return command;
        }

        foreach (var command in ReadSubscriber())
        {
            yield return command;
        }
    }

    /// <summary>The files of the USIM, which is selected: none of them while a PIN is wanted.</summary>
    public IEnumerable<byte[]> ReadSubscriber()
    {
        if (!HasUsim)
        {
            yield break;
        }

        foreach (var command in CardCommands.ReadFile(dialogue, Imsi, _content))
        {
            yield return command;
        }

        // Only the card knows whether a PIN was verified, by whomever.
        Pin1 = Pin1 with { IsVerified = _content.Status != StatusWord.SecurityStatusNotSatisfied };
        var read = new SimContents { IccId = Contents.IccId, SubscriberId = CardCoding.ReadImsi(_content.Bytes) };
        if (!Pin1.IsVerified)
        {
            Contents = read;
            yield break;
        }

        foreach (var command in CardCommands.ReadFile(dialogue, AdministrativeData, _content))
        {
            yield return command;
        }

        read = read with { MncLength = _content.Size >= 4 && (_content.Bytes[3] & 0xF) == 3 ? 3 : 2 };
        foreach (var command in CardCommands.ReadFile(dialogue, ServiceProviderName, _content))
        {
            yield return command;
        }

        read = read with { ServiceProviderName = _content.Size > 1 ? CardCoding.ReadName(_content.Bytes.AsSpan(1, Math.Min(MaxName, _content.Size - 1))) : "" };
        foreach (var command in CardCommands.ReadFile(dialogue, Numbers, _content))
        {
            yield return command;
        }

        read = read with
        {
            TelephoneNumbers = _content.RecordSize < NumberSize ? []
                : [.. _content.Records.Select(record => CardCoding.ReadNumber(record.AsSpan(record.Length - NumberSize))).Where(number => number.Length > 0)],
        };
        foreach (var command in CardCommands.ReadFile(dialogue, EquivalentHomes, _content))
        {
            yield return command;
        }

        read = read with { EquivalentHomes = ProviderLists.Read(_content.Bytes, 3) };
        foreach (var command in CardCommands.ReadFile(dialogue, ProviderLists.PreferredFile, _content))
        {
            yield return command;
        }

        read = read with { Preferred = ProviderLists.Read(_content.Bytes, ProviderLists.PreferredSize) };
        foreach (var command in CardCommands.ReadFile(dialogue, ForbiddenProviders, _content))
        {
            yield return command;
        }

        read = read with { Forbidden = ProviderLists.Read(_content.Bytes, 3) };
        foreach (var command in CardCommands.ReadFile(dialogue, NetworkNames, _content))
        {
            yield return command;
        }

        string[] names = [.. _content.Records.Select(record => NetworkName.Read(record))];
        foreach (var command in CardCommands.ReadFile(dialogue, NetworkNameRules, _content))
        {
            yield return command;
        }

        Contents = read with { OperatorNames = _content.RecordSize < RuleSize ? [] : [.. ReadRules(_content, names)] };
    }

    /// <summary>Selects the USIM, and asks for the PINs and what is left of their attempts.</summary>
    public IEnumerable<byte[]> ReadPins()
    {
        yield return CardCommands.SelectApplication(Usim);
        HasUsim = dialogue.IsSuccess;
        if (!HasUsim)
        {
            yield break;
        }

        var enabled = ReadEnabled(dialogue.Data);
        yield return CardCommands.Pin(Instruction.VerifyPin, CardKeys.Pin1, []);
        var attempts = Left();
        yield return CardCommands.Pin(Instruction.UnblockPin, CardKeys.Pin1, []);
        Pin1 = new SimPinStatus(enabled.Pin1, Pin1.IsVerified || !enabled.Pin1, attempts, Left());
        yield return CardCommands.Pin(Instruction.VerifyPin, CardKeys.Pin2, []);
        attempts = Left();
        yield return CardCommands.Pin(Instruction.UnblockPin, CardKeys.Pin2, []);
        Pin2 = new SimPinStatus(enabled.Pin2, !enabled.Pin2, attempts, Left());

        int Left() => ((ushort)dialogue.Status & 0xFFF0) == (ushort)StatusWord.AttemptsLeft ? (ushort)dialogue.Status & 0x0F : 0;
    }

    // The template of the PIN status: a bitmap, then the key references that its bits are for, from the highest (TS 102 221, 11.1.1.4.10).
    private static (bool Pin1, bool Pin2) ReadEnabled(ReadOnlySpan<byte> template)
    {
        var (pin1, pin2) = (false, false);
        if (!BerTlv.TryFind(template, 0x62, out var fcp) || !BerTlv.TryFind(fcp, PinStatus, out var status) || !BerTlv.TryFind(status, 0x90, out var bits) || bits.IsEmpty)
        {
            return (pin1, pin2);
        }

        for (var bit = 0x80; BerTlv.TryTake(ref status, out var tlv);)
        {
            if (tlv.Tag == 0x83 && tlv.Value.Length == 1)
            {
                var isEnabled = (bits[0] & bit) != 0;
                pin1 |= isEnabled && tlv.Value[0] == CardKeys.Pin1;
                pin2 |= isEnabled && tlv.Value[0] == CardKeys.Pin2;
                bit >>= 1;
            }
        }

        return (pin1, pin2);
    }

    // A network, a range of location areas, and the number of a name (4.2.59); those that hold everywhere.
    private static IEnumerable<(string Id, string Name)> ReadRules(CardContent rules, string[] names) =>
        from rule in rules.Records
        let id = CardCoding.ReadPlmn(rule)
        let number = rule[7]
        where id is not null && number >= 1 && number <= names.Length && names[number - 1].Length > 0
        select (id, names[number - 1]);
}
