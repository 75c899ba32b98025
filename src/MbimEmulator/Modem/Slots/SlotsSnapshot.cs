using MbimProtocol.Encoding;

namespace MbimEmulator.Modem.Slots;

/// <summary>The slots behind the first one, and who uses which, as they outlive power.</summary>
/// <param name="Mapped">The slot that each executor uses; a modem has one executor, unless its profile says otherwise.</param>
/// <param name="Cards">What is in slot 1 and those behind it.</param>
public sealed record SlotsSnapshot(MbimArray<int> Mapped, MbimArray<SimSnapshot> Cards);
