using MbimProtocol;

namespace MbimClient;

/// <summary>The function's answer is not one to this command, or its information buffer can't be read.</summary>
public sealed class MbimAnswerException : MbimException
{
    internal MbimAnswerException(string request, MbimFormatError error)
        : base($"The answer to {request} cannot be read: {error}. The modem's software may use another version.") => Error = error;

    /// <summary>What is malformed.</summary>
    public MbimFormatError Error { get; }
}
