using MbimProtocol.Encoding;

namespace MbimEmulator.Scenarios;

/// <summary>The information buffers that something in a scenario is about.</summary>
/// <param name="Service">The device service; null for any.</param>
/// <param name="Cid">The CID; null for any.</param>
/// <param name="Kinds">The kinds that may be meant; none where there is no buffer.</param>
internal readonly record struct BufferReference(Guid? Service, uint? Cid, BufferKind Kinds);
