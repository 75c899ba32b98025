using MbimProtocol.Encoding;

namespace MbimProtocol.Services.AtdsService;

/// <summary>Where the modem is, as AT&amp;T's device service has it (as libmbim has the layout). What is not known is 0.</summary>
[InformationBuffer(AtdsCid.Location, BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct AtdsLocation
{
    public uint Lac { get; init; }

    public uint Tac { get; init; }

    public uint CellId { get; init; }
}
