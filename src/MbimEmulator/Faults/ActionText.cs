using MbimEmulator.Links;
using MbimEmulator.Scenarios;
using MbimProtocol.Fields;

namespace MbimEmulator.Faults;

/// <summary>Says what an action did to a message, for the journal.</summary>
internal static class ActionText
{
    public static string Of(FaultAction action) => action switch
    {
        AnswerAction answer => $"answered {(answer.Status is { } status ? $"with {status}" : "")}{Fields(answer.Fields)}".TrimEnd(),
        ChangeAction change => $"changed{Fields(change.Fields)}",
        PatchAction { Place: { } place } => $"{place} written over",
        PatchAction patch => $"{patch.Bytes.Count} bytes written over at {patch.Offset}",
        ResizeAction resize => resize.By < 0 ? $"{-resize.By} bytes cut off" : $"{resize.By} bytes added",
        GarbageAction garbage => $"garbage {garbage.Place.ToString().ToLowerInvariant()}",
        FragmentAction => "other fragments",
        DribbleAction dribble => $"in pieces of {dribble.Size} bytes",
        ConcatenateAction => "in one transfer with others",
        RespondAction { Response: EncapsulatedResponse.NotAnnounced } => "without RESPONSE_AVAILABLE",
        RespondAction respond => $"GET_ENCAPSULATED_RESPONSE {respond.Response.ToString().ToLowerInvariant()}",
        SwapTransactionIdAction => "another transaction id",
        SwapCidAction => "another CID",
        FunctionErrorAction error => $"FUNCTION_ERROR {error.Error} instead",
        _ => action.GetType().Name,
    };

    private static string Fields(FieldValue.Map? fields) => fields is null ? "" : string.Concat(fields.Members.Select(member => $" {member.Key}"));
}
