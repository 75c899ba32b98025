using System.Reflection;

namespace MbimEmulator.Mutation.Running;

/// <summary>The switches in the assembly under test.</summary>
internal sealed class Reach
{
    private readonly FieldInfo _active;
    private readonly FieldInfo _reachedField;
    private readonly bool[] _reached;

    public Reach(int switches)
    {
        var type = Assembly.Load("MbimProtocol").GetType("MutationSwitch", throwOnError: true)!;
        _active = type.GetField("Active")!;
        _reachedField = type.GetField("Reached")!;
        _reached = new bool[switches + 1];
    }

    public void Activate(int mutant) => _active.SetValue(null, mutant);

    public void Begin()
    {
        Array.Clear(_reached);
        _reachedField.SetValue(null, _reached);
    }

    public int[] End()
    {
        _reachedField.SetValue(null, null);
        return [.. Enumerable.Range(1, _reached.Length - 1).Where(id => _reached[id])];
    }
}
