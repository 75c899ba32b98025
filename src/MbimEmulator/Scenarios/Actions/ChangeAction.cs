using MbimProtocol.Fields;

namespace MbimEmulator.Scenarios;

/// <summary>Fields of its information buffer have other values, and it is encoded anew.</summary>
/// <param name="Fields">The fields.</param>
public sealed record ChangeAction(FieldValue.Map Fields) : FaultAction(ActionTarget.Message);
