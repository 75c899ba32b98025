using MbimEmulator.Card;

namespace MbimEmulator.Modem.Sim;

/// <summary>How the modem reads its card after a reset, and again when a PIN or the card's content has changed (3GPP TS 31.102, 5.1).</summary>
internal sealed class SimReading(CardDialogue dialogue)
{
    private const int IccIdSize = 10;
    private const int MaxServiceProviderName = 16;
    private const int NumberSize = 14;
    private const int RuleSize = 8;
    private const byte PinStatus = 0xC6;

    // What is read while no PIN is wanted, and what becomes of it.
    private static readonly (ushort File, Func<SimContents, CardContent, SimContents> Take)[] Files =
    [
        (FileId.Ad, (read, file) => read with { MncLength = file.Size >= 4 && (file.Bytes[3] & 0xF) == 3 ? 3 : 2 }),
        (FileId.Spn, (read, file) => read with { ServiceProviderName = file.Size > 1 ? CardCoding.ReadName(file.Bytes.AsSpan(1, Math.Min(MaxServiceProviderName, file.Size - 1))) : "" }),
        (FileId.Msisdn, (read, file) => read with { TelephoneNumbers = [.. ReadNumbers(file)] }),
        (FileId.Ehplmn, (read, file) => read with { EquivalentHomes = ProviderLists.Read(file.Bytes, 3) }),
        (FileId.PlmnWAct, (read, file) => read with { Preferred = ProviderLists.Read(file.Bytes, ProviderLists.PreferredSize) }),
        (FileId.Fplmn, (read, file) => read with { Forbidden = ProviderLists.Read(file.Bytes, 3) }),
        (FileId.Pnn, (read, file) => read with { NetworkNames = [.. file.Records.Select(record => NetworkName.Read(record))] }),
        (FileId.Opl, (read, file) => read with { OperatorNames = [.. ReadRules(file, read.NetworkNames)] }),
    ];

    private readonly CardContent _content = new();

    /// <summary>What was read.</summary>
    public SimContents Contents { get; private set; } = new();

    /// <summary>Whether the card has a USIM that could be selected.</summary>
    public bool HasUsim { get; private set; }

    public SimPinStatus Pin1 { get; private set; }

    public SimPinStatus Pin2 { get; private set; }

    /// <summary>The modem has written EF_FPLMN.</summary>
    public void NoteForbidden(IReadOnlyList<string> forbidden) => Contents = Contents with { Forbidden = forbidden };

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
        foreach (var command in CardCommands.ReadFile(dialogue, FileId.IccId, _content))
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

        foreach (var command in CardCommands.ReadFile(dialogue, FileId.Imsi, _content))
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

        foreach (var (file, take) in Files)
        {
            foreach (var command in CardCommands.ReadFile(dialogue, file, _content))
            {
                yield return command;
            }

            read = take(read, _content);
        }

        Contents = read;
    }

    /// <summary>Selects the USIM, and asks for the PINs and what is left of their attempts.</summary>
    public IEnumerable<byte[]> ReadPins()
    {
        yield return CardCommands.SelectApplication(CardApplications.Usim);
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

    // At the end of a record, behind its name (4.2.26).
    private static IEnumerable<string> ReadNumbers(CardContent numbers) =>
        from record in numbers.Records
        where record.Length >= NumberSize
        let number = CardCoding.ReadNumber(record.AsSpan(record.Length - NumberSize))
        where number.Length > 0
        select number;

    // A network, a range of location areas, and the number of a name (4.2.59); those that hold everywhere.
    private static IEnumerable<(string Id, string Name)> ReadRules(CardContent rules, IReadOnlyList<string> names) =>
        from rule in rules.Records
        where rule.Length >= RuleSize
        let id = CardCoding.ReadPlmn(rule)
        let number = rule[7]
        where id is not null && number >= 1 && number <= names.Count && names[number - 1].Length > 0
        select (id, names[number - 1]);
}
