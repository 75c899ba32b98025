namespace MbimEmulator.Scenarios;

/// <summary>All actions of scenario files: the table behind the reader, the schema and the reference. An action is registered by its line here.</summary>
internal static class ActionKinds
{
    /// <summary>All of them, in the order of the reference.</summary>
    public static IReadOnlyList<ActionKind> All { get; } =
    [
        DropAction.FileKind,
        DelayAction.FileKind,
        LateAction.FileKind,
        LeaveAction.FileKind,
        DuplicateAction.FileKind,
        ReorderAction.FileKind,
        SwapTransactionIdAction.FileKind,
        SwapCidAction.FileKind,
        .. AnswerAction.FileKinds,
        FunctionErrorAction.FileKind,
        AnswerApduAction.FileKind,
        ChangeAction.FileKind,
        RefuseCallAction.FileKind,
        ChangeAction.CompleteFileKind,
        CompleteFirstAction.FileKind,
        PatchAction.FileKind,
        ResizeAction.FileKind,
        GarbageAction.FileKind,
        FragmentAction.FileKind,
        ConcatenateAction.FileKind,
        DribbleAction.FileKind,
        RespondAction.FileKind,
        HangUpAction.FileKind,
        StallAction.FileKind,
        ThrottleAction.FileKind,
        IndicateAction.FileKind,
        StormAction.FileKind,
        SetAction.FileKind,
        SetStateAction.FileKind,
    ];

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => All.Select(kind => kind.Name);
}
