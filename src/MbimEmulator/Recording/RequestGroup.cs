using MbimEmulator.Patterns;
using MbimProtocol.Messages;

namespace MbimEmulator.Recording;

/// <summary>Requests that a rule cannot tell apart, and so answers in turn.</summary>
/// <param name="Pattern">The pattern that matches all requests of the group.</param>
internal sealed record RequestGroup(MessagePattern Pattern)
{
    /// <summary>The requests in their order.</summary>
    public List<RecordedRequest> Requests { get; } = [];

    /// <summary>How much the pattern asks for: one that asks for more has to be asked first.</summary>
    public int Weight => Pattern.InformationBuffer is null ? Pattern.Fields.Count : int.MaxValue;

    /// <summary>The name of its rules.</summary>
    public string Name => $"{NameOf(Pattern.Service!.Value, Pattern.Cid!.Value)} {(Pattern.Operation == MbimCommandType.Set ? "set" : "query")}";

    /// <summary>A CID in words.</summary>
    public static string NameOf(Guid service, uint cid) => CidNames.Find(service, cid) ?? $"CID {cid} of {service}";
}
