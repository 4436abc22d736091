package dev.drydock.web.student;

class InMemoryStoresTest extends StoresContract {
    private final Students students = new InMemoryStudents();
    private final ProgressStore progress = new InMemoryProgressStore();
    private final AttemptStore attempts = new InMemoryAttemptStore();

    @Override
    protected Students students() {
        return students;
    }

    @Override
    protected ProgressStore progress() {
        return progress;
    }

    @Override
    protected AttemptStore attempts() {
        return attempts;
    }
}
