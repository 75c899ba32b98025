using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>A CID whose information buffers are not declared.</summary>
/// <param name="Number">The number on the wire.</param>
/// <param name="Name">The name in the specification's notation.</param>
/// <param name="Kinds">Which buffers it has.</param>
public readonly record struct UndeclaredCid(uint Number, string Name, BufferKind Kinds);
