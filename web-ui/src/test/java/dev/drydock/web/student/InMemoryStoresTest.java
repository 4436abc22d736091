package dev.drydock.web.student;

class InMemoryStoresTest extends StoresContract {
    private final Students students = new InMemoryStudents();
    private final ProgressStore progress = new InMemoryProgressStore();

    @Override
    protected Students students() {
        return students;
    }

    @Override
    protected ProgressStore progress() {
        return progress;
    }
}
