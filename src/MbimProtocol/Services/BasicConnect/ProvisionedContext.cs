using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_CONTEXT.</summary>
[MbimStructure]
public sealed partial record ProvisionedContext
{
    public uint ContextId { get; init; }

    /// <summary>One of <see cref="ContextTypes"/>.</summary>
    public Guid ContextType { get; init; }

    public string AccessString { get; init; } = "";

    [PersonalInformation]
    public string UserName { get; init; } = "";

    [PersonalInformation]
    public string Password { get; init; } = "";

    public Compression Compression { get; init; }

    public AuthProtocol AuthProtocol { get; init; }
}
