using System.Text.Json.Serialization;

namespace MbimEmulator.Mutation;

/// <summary>What became of a change.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
internal enum Outcome
{
    /// <summary>The time was over before it was tried.</summary>
    NotTried,

    /// <summary>No test came by it.</summary>
    NotReached,

    /// <summary>Tests came by it, and all passed.</summary>
    Left,

    /// <summary>A test failed.</summary>
    Noticed,

    /// <summary>The tests did not end, or the process ended.</summary>
    Hung,
}
