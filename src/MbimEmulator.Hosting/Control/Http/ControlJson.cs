using System.Text.Json.Serialization;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>How the control API writes and reads JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModemList))]
[JsonSerializable(typeof(ModemDescription))]
[JsonSerializable(typeof(SimFiles))]
[JsonSerializable(typeof(ChangeList))]
[JsonSerializable(typeof(ChangeDone))]
[JsonSerializable(typeof(ChangeArguments))]
[JsonSerializable(typeof(NewModem))]
[JsonSerializable(typeof(CaptureState))]
[JsonSerializable(typeof(NewCapture))]
[JsonSerializable(typeof(ClockState))]
[JsonSerializable(typeof(ClockAdvance))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(ScenarioState))]
[JsonSerializable(typeof(FaultList))]
[JsonSerializable(typeof(ScenarioList))]
[JsonSerializable(typeof(JournalPage))]
[JsonSerializable(typeof(Verification))]
[JsonSerializable(typeof(VerificationResult))]
[JsonSerializable(typeof(StageWait))]
[JsonSerializable(typeof(StageReached))]
[JsonSerializable(typeof(NewScenario))]
[JsonSerializable(typeof(ScenarioStateChange))]
[JsonSerializable(typeof(RuleChange))]
[JsonSerializable(typeof(NewFault))]
[JsonSerializable(typeof(ControlProblem))]
[JsonSerializable(typeof(string))]
internal sealed partial class ControlJson : JsonSerializerContext;
