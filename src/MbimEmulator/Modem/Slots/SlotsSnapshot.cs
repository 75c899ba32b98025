using MbimProtocol.Encoding;

namespace MbimEmulator.Modem.Slots;

/// <summary>The slots behind the first one, and which slot the modem uses, as they outlive power.</summary>
/// <param name="Mapped">The slot that the modem uses.</param>
/// <param name="Cards">What is in slot 1 and those behind it.</param>
public sealed record SlotsSnapshot(int Mapped, MbimArray<SimSnapshot> Cards);
