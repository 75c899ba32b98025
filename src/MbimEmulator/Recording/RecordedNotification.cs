using MbimProtocol;

namespace MbimEmulator.Recording;

/// <summary>A notification of the function.</summary>
/// <param name="After">How long after what it followed.</param>
/// <param name="Service">The device service.</param>
/// <param name="Cid">The CID.</param>
/// <param name="Version">The layouts in force.</param>
/// <param name="Buffer">The information buffer.</param>
internal sealed record RecordedNotification(TimeSpan After, Guid Service, uint Cid, MbimExVersion Version, byte[] Buffer);
