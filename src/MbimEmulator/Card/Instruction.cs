namespace MbimEmulator.Card;

/// <summary>INS of the commands that the card knows (ETSI TS 102 221, table 10.5).</summary>
internal enum Instruction : byte
{
    DeactivateFile = 0x04,
    TerminalProfile = 0x10,
    Fetch = 0x12,
    TerminalResponse = 0x14,
    VerifyPin = 0x20,
    ChangePin = 0x24,
    DisablePin = 0x26,
    EnablePin = 0x28,
    UnblockPin = 0x2C,
    Increase = 0x32,
    ActivateFile = 0x44,
    ManageChannel = 0x70,
    Authenticate = 0x88,
    SearchRecord = 0xA2,
    Select = 0xA4,
    TerminalCapability = 0xAA,
    ReadBinary = 0xB0,
    ReadRecord = 0xB2,
    GetResponse = 0xC0,
    Envelope = 0xC2,
    UpdateBinary = 0xD6,
    UpdateRecord = 0xDC,
    Status = 0xF2,
}
